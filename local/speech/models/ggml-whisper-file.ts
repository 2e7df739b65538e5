import { type Ctranslate2Model, modelFormatError } from "./ctranslate2-model.ts";
import { halfToNumber } from "./half-float.ts";
import { melFilters } from "./mel-filters.ts";
import { quantizeRow } from "./quantize-row.ts";
import { tokenBytes } from "./token-bytes.ts";
import { layerCount, type WhisperTensor, whisperTensors } from "./whisper-tensors.ts";

const magic = 0x67676d6c;
const ggmlFloat32 = 0;
const ggmlFloat16 = 1;
const ggmlQ8 = 8;
const fileTypeOfQ8 = 7;
const quantizationVersionFactor = 1000;
const quantizationVersion = 2;
/** What comes after the text tokens (languages, timestamps, commands) whisper.cpp names by itself. */
const textTokens = 50_257;
const fftBins = 201;
const alwaysFloat32 = new Set(["encoder.positional_embedding", "decoder.positional_embedding"]);

/**
 * Writes a CTranslate2 Whisper model (multilingual, float16) as the file that whisper.cpp loads, matrices quantized to
 * 8 bits (Q8_0), convolutions in float16, everything else in float32. Returns the file in pieces, in order.
 *
 * Layout as whisper.cpp's `models/convert-pt-to-ggml.py` writes it and `whisper_model_load` reads it. The result
 * depends on nothing but the arguments, so it has one checksum. Throws "ModelFormatError" for a model of another kind.
 */
export function* ggmlWhisperFile(model: Ctranslate2Model, vocabulary: string[]): Generator<Buffer> {
  const tensors = whisperTensors(model);
  yield header(model, tensors, vocabulary.length);
  yield filterBank(sizeOf(tensors, "encoder.conv1.weight", 1));
  yield tokenTable(vocabulary);
  for (const tensor of tensors) yield tensorRecord(tensor);
}

function header(model: Ctranslate2Model, tensors: WhisperTensor[], vocabularySize: number): Buffer {
  const headsOf = (side: string): number => {
    const variable = model.variables.get(`${side}/num_heads`);
    if (variable === undefined) throw modelFormatError(`the Whisper model does not say how many heads its ${side} has`);
    return variable.data.readInt16LE(0);
  };
  return int32s([
    magic,
    vocabularySize,
    sizeOf(tensors, "encoder.positional_embedding", 0),
    sizeOf(tensors, "encoder.positional_embedding", 1),
    headsOf("encoder"),
    layerCount(model, "encoder"),
    sizeOf(tensors, "decoder.positional_embedding", 0),
    sizeOf(tensors, "decoder.positional_embedding", 1),
    headsOf("decoder"),
    layerCount(model, "decoder"),
    sizeOf(tensors, "encoder.conv1.weight", 1),
    fileTypeOfQ8 + quantizationVersion * quantizationVersionFactor,
  ]);
}

function filterBank(count: number): Buffer {
  return Buffer.concat([int32s([count, fftBins]), float32s(melFilters(count))]);
}

function tokenTable(vocabulary: string[]): Buffer {
  if (vocabulary.length < textTokens)
    throw modelFormatError(`a vocabulary of ${vocabulary.length} tokens is not Whisper's`);
  const pieces = vocabulary.slice(0, textTokens).flatMap((token) => {
    const bytes = tokenBytes(token);
    return [int32s([bytes.length]), bytes];
  });
  return Buffer.concat([int32s([textTokens]), ...pieces]);
}

function tensorRecord({ name, shape, values }: WhisperTensor): Buffer {
  const isMatrix = shape.length === 2 && !alwaysFloat32.has(name);
  const type = isMatrix ? ggmlQ8 : shape.length === 3 ? ggmlFloat16 : ggmlFloat32;
  const isConvolutionBias = /^encoder\.conv\d\.bias$/.test(name);
  const sizes = isConvolutionBias ? [1, ...shape] : [...shape].reverse();
  const title = Buffer.from(name);
  return Buffer.concat([int32s([sizes.length, title.length, type, ...sizes]), title, payload(type, values)]);
}

function payload(type: number, values: Uint16Array): Buffer {
  if (type === ggmlFloat16) {
    const bytes = Buffer.alloc(values.length * 2);
    for (const [i, bits] of values.entries()) bytes.writeUInt16LE(bits, i * 2);
    return bytes;
  }
  const numbers = Float32Array.from(values, halfToNumber);
  return type === ggmlQ8 ? quantizeRow(numbers) : float32s(numbers);
}

function sizeOf(tensors: WhisperTensor[], name: string, axis: number): number {
  const size = tensors.find((tensor) => tensor.name === name)?.shape[axis];
  if (size === undefined) throw modelFormatError(`the Whisper model has no axis ${axis} of ${name}`);
  return size;
}

function int32s(values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [i, value] of values.entries()) bytes.writeInt32LE(value, i * 4);
  return bytes;
}

function float32s(values: Float32Array): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [i, value] of values.entries()) bytes.writeFloatLE(value, i * 4);
  return bytes;
}

import { type Ctranslate2Model, modelFormatError, type StoredVariable } from "./ctranslate2-model.ts";

/** A weight under the name that OpenAI's own checkpoint (and whisper.cpp) gives it; `values` are half-precision bits. */
export interface WhisperTensor {
  name: string;
  shape: number[];
  values: Uint16Array;
}

/**
 * Gives the variables of a CTranslate2 Whisper model back their original names and shapes. CTranslate2 stores the query,
 * key and value projections of an attention as one matrix (for cross attention, key and value): they are split again,
 * and the key's bias, which Whisper does not have, is dropped.
 *
 * Throws "ModelFormatError" when a variable is missing or is not float16.
 */
export function whisperTensors(model: Ctranslate2Model): WhisperTensor[] {
  const tensors: WhisperTensor[] = [];
  const take = (source: string): WhisperTensor => halfTensor(source, model.variables.get(source));
  const put = (name: string, source: string) => tensors.push({ ...take(source), name });
  const putRows = (source: string, names: (string | null)[]) => {
    const whole = take(source);
    const [rows = 0, ...rest] = whole.shape;
    const each = whole.values.length / names.length;
    names.forEach((name, i) => {
      if (name === null) return;
      const values = whole.values.subarray(i * each, (i + 1) * each);
      tensors.push({ name, shape: [rows / names.length, ...rest], values });
    });
  };
  const putNorm = (name: string, source: string) => {
    put(`${name}.weight`, `${source}/gamma`);
    put(`${name}.bias`, `${source}/beta`);
  };
  const putLinear = (name: string, source: string) => {
    put(`${name}.weight`, `${source}/weight`);
    put(`${name}.bias`, `${source}/bias`);
  };

  putLinear("encoder.conv1", "encoder/conv1");
  putLinear("encoder.conv2", "encoder/conv2");
  put("encoder.positional_embedding", "encoder/position_encodings/encodings");
  putNorm("encoder.ln_post", "encoder/layer_norm");
  put("decoder.positional_embedding", "decoder/position_encodings/encodings");
  put("decoder.token_embedding.weight", "decoder/embeddings/weight");
  putNorm("decoder.ln", "decoder/layer_norm");

  for (const side of ["encoder", "decoder"]) {
    for (let layer = 0; layer < layerCount(model, side); layer++) {
      const source = `${side}/layer_${layer}`;
      const block = `${side}.blocks.${layer}`;
      putNorm(`${block}.attn_ln`, `${source}/self_attention/layer_norm`);
      const parts = ["query", "key", "value"].map((part) => `${block}.attn.${part}`);
      putRows(
        `${source}/self_attention/linear_0/weight`,
        parts.map((part) => `${part}.weight`),
      );
      putRows(`${source}/self_attention/linear_0/bias`, [`${block}.attn.query.bias`, null, `${block}.attn.value.bias`]);
      putLinear(`${block}.attn.out`, `${source}/self_attention/linear_1`);
      if (side === "decoder") {
        const cross = `${block}.cross_attn`;
        putNorm(`${block}.cross_attn_ln`, `${source}/attention/layer_norm`);
        putLinear(`${cross}.query`, `${source}/attention/linear_0`);
        putRows(`${source}/attention/linear_1/weight`, [`${cross}.key.weight`, `${cross}.value.weight`]);
        putRows(`${source}/attention/linear_1/bias`, [null, `${cross}.value.bias`]);
        putLinear(`${cross}.out`, `${source}/attention/linear_2`);
      }
      putNorm(`${block}.mlp_ln`, `${source}/ffn/layer_norm`);
      putLinear(`${block}.mlp.0`, `${source}/ffn/linear_0`);
      putLinear(`${block}.mlp.2`, `${source}/ffn/linear_1`);
    }
  }
  return tensors;
}

/** How many layers the encoder or decoder of a CTranslate2 model has. */
export function layerCount(model: Ctranslate2Model, side: string): number {
  let layers = 0;
  while (model.variables.has(`${side}/layer_${layers}/ffn/linear_0/weight`)) layers++;
  return layers;
}

const float16 = 4;

function halfTensor(name: string, variable: StoredVariable | undefined): WhisperTensor {
  if (variable === undefined) throw modelFormatError(`the Whisper model has no variable ${name}`);
  if (variable.type !== float16)
    throw modelFormatError(`${name} has CTranslate2 data type ${variable.type}, not float16`);
  const count = variable.data.length / 2;
  const values = new Uint16Array(count);
  for (let i = 0; i < count; i++) values[i] = variable.data.readUInt16LE(i * 2);
  return { name, shape: variable.shape, values };
}

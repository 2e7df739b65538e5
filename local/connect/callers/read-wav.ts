/** A sound file that cannot be played into a call. The message names the file, what was found and what to do. */
export class RecordingRefused extends Error {
  constructor(fileName: string, found: string) {
    const better = fileName.replace(/(\.[^./\\]*)?$/, "-8k.wav");
    super(
      `${fileName}: ${found}. A recorded call needs WAV files with 8000 Hz, 16 bit, mono PCM. ` +
        `Convert it: ffmpeg -i "${fileName}" -ac 1 -ar 8000 -c:a pcm_s16le "${better}"`,
    );
    this.name = "RecordingRefused";
  }
}

const pcm = 1;
/** WAVE_FORMAT_EXTENSIBLE: the true format stands at the head of the sub-format. */
const extensible = 0xfffe;
const formatNames: Readonly<Record<number, string>> = {
  2: "ADPCM",
  3: "floating point",
  6: "A-law",
  7: "mu-law",
  85: "MP3",
};

/**
 * Reads a RIFF WAVE file of 8 kHz 16-bit mono PCM. Chunks other than `fmt ` and `data` are skipped.
 * Source of the format: Microsoft, Multimedia Programming Interface and Data Specifications 1.0 (1991), chapter 3; Multiple Channel Audio Data and WAVE
 * Files (2007) for the extensible form.
 * @throws RecordingRefused when it is anything else, is empty, or ends too early
 */
export function readWav(bytes: Uint8Array, fileName: string): Int16Array {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const refuse = (found: string) => new RecordingRefused(fileName, found);
  if (file.length === 0) throw refuse("the file is empty");
  if (file.length < 12 || file.toString("latin1", 0, 4) !== "RIFF" || file.toString("latin1", 8, 12) !== "WAVE") {
    throw refuse(
      `it is not a WAV file (it begins with ${file.subarray(0, 4).toString("hex")}, not with RIFF and WAVE)`,
    );
  }
  let isFormatRead = false;
  for (let at = 12; at + 8 <= file.length; ) {
    const name = file.toString("latin1", at, at + 4);
    const size = file.readUInt32LE(at + 4);
    const body = file.subarray(at + 8, at + 8 + size);
    if (body.length < size)
      throw refuse(
        `it is truncated: its chunk "${name}" is said to hold ${size} bytes, the file holds ${body.length} of them`,
      );
    if (name === "fmt ") {
      checkFormat(body, refuse);
      isFormatRead = true;
    }
    if (name === "data") {
      if (!isFormatRead) throw refuse('its chunk "data" comes before any chunk "fmt "');
      if (size === 0) throw refuse('it holds no audio (its chunk "data" is empty)');
      if (size % 2 !== 0) throw refuse(`it ends within a sample (its chunk "data" holds ${size} bytes, an odd number)`);
      return samplesOf(body);
    }
    at += 8 + size + (size % 2);
  }
  throw refuse(isFormatRead ? 'it has no chunk "data"' : 'it has no chunk "fmt "');
}

function checkFormat(body: Buffer, refuse: (found: string) => RecordingRefused): void {
  if (body.length < 16) throw refuse(`its chunk "fmt " holds ${body.length} bytes, fewer than 16`);
  const tag = body.readUInt16LE(0);
  const format = tag === extensible && body.length >= 26 ? body.readUInt16LE(24) : tag;
  const channels = body.readUInt16LE(2);
  const rateHz = body.readUInt32LE(4);
  const bits = body.readUInt16LE(14);
  if (format !== pcm) throw refuse(`its samples are ${formatNames[format] ?? `of format ${format}`}, not PCM`);
  if (channels !== 1) throw refuse(`it has ${channels} channels, not 1`);
  if (rateHz !== 8_000) throw refuse(`it has ${rateHz} Hz, not 8000 Hz`);
  if (bits !== 16) throw refuse(`its samples have ${bits} bits, not 16`);
}

function samplesOf(body: Buffer): Int16Array {
  const samples = new Int16Array(body.length / 2);
  for (let index = 0; index < samples.length; index += 1) samples[index] = body.readInt16LE(index * 2);
  return samples;
}

import type { Sound } from "./read-flac.ts";

/** Decodes a WAV file of one channel and 16-bit PCM. Throws for any other. */
export function readWav(bytes: Buffer): Sound {
  let sampleRateHz = 0;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = bytes.toString("latin1", at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    const body = at + 8;
    if (name === "fmt ") {
      if (bytes.readUInt16LE(body + 2) !== 1 || bytes.readUInt16LE(body + 14) !== 16) {
        throw new Error("only WAV of one channel and 16 bits is read");
      }
      sampleRateHz = bytes.readUInt32LE(body + 4);
    }
    if (name === "data") {
      const length = Math.floor(Math.min(size, bytes.length - body) / 2);
      return { sampleRateHz, samples: Int16Array.from({ length }, (_, i) => bytes.readInt16LE(body + i * 2)) };
    }
    at = body + size + (size % 2);
  }
  throw new Error("the WAV file has no data");
}

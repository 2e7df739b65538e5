/**
 * A time code in the sound, as LTC is on tape: every 20 ms frame of generated audio carries its own position in the contact's script in the
 * least significant bits of its first 64 samples. Whoever reads it back knows, to the sample and after any cut, gap, hand-over or inserted
 * silence, which part of the script is being heard. One bit of 16 is far below telephone noise.
 *
 * Bits, most significant first: 16 magic, 32 position in milliseconds, 16 check.
 */
const magic = 0x5ca1;
const codeSamples = 64;

/** Samples of one frame at 8 kHz. */
export const frameSamples = 160;

/** Length of one frame in milliseconds. */
export const frameMs = 20;

/**
 * Writes the code into every frame of mono 16-bit audio at 8 kHz, in place.
 * @param samples whole frames: a multiple of 160 samples
 * @param startMs position of the first sample; the code of frame n says `startMs + 20 n`. Below 2^32.
 * @throws RangeError when the audio ends within a frame
 */
export function writeTimeCode(samples: Int16Array, startMs: number): void {
  if (samples.length % frameSamples !== 0) {
    throw new RangeError(
      `Time code needs whole frames of ${frameSamples} samples; ${samples.length} samples were given.`,
    );
  }
  for (let frame = 0; frame * frameSamples < samples.length; frame += 1) {
    const position = startMs + frame * frameMs;
    writeBits(samples, frame * frameSamples, magic, 16);
    writeBits(samples, frame * frameSamples + 16, position, 32);
    writeBits(samples, frame * frameSamples + 48, check(position), 16);
  }
}

/** A frame whose code was read. */
export interface ReadFrame {
  /** What the code says: position in the script, milliseconds. */
  positionMs: number;
  /** Index of the frame's first sample, counted from the first sample this reader was given. */
  sample: number;
}

/** Reads the code back from audio that comes in pieces of any length. */
export interface TimeCodeReader {
  /** The frames whose code ended in this piece. */
  read(samples: Int16Array): ReadFrame[];
}

/** Makes a reader for one channel of 8 kHz audio. It needs no alignment: it finds the code wherever frames begin. */
export function createTimeCodeReader(): TimeCodeReader {
  // The last 64 least significant bits, oldest first: magic | position | check.
  let first = 0;
  let second = 0;
  let seen = 0;
  return {
    read(samples) {
      const frames: ReadFrame[] = [];
      for (const sample of samples) {
        first = ((first << 1) | (second >>> 31)) >>> 0;
        second = ((second << 1) | (sample & 1)) >>> 0;
        seen += 1;
        if (first >>> 16 !== magic || seen < codeSamples) continue;
        const positionMs = (((first & 0xffff) << 16) | (second >>> 16)) >>> 0;
        if ((second & 0xffff) === check(positionMs)) frames.push({ positionMs, sample: seen - codeSamples });
      }
      return frames;
    },
  };
}

function writeBits(samples: Int16Array, at: number, value: number, bits: number): void {
  for (let bit = 0; bit < bits; bit += 1) {
    const sample = samples[at + bit] ?? 0;
    samples[at + bit] = (sample & ~1) | ((value >>> (bits - 1 - bit)) & 1);
  }
}

/** Multiplicative hash of the position (Knuth, The Art of Computer Programming 3, 6.4), upper half. */
function check(positionMs: number): number {
  return (Math.imul(positionMs ^ 0x2f6b1d35, 0x9e3779b1) >>> 16) & 0xffff;
}

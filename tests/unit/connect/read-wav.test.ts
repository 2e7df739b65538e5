import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { RecordingRefused, readWav } from "../../../local/connect/callers/read-wav.ts";

/** A WAV file with the given format and samples; `cut` bytes are missing at its end. */
function wav(
  options: {
    samples?: number[];
    rateHz?: number;
    channels?: number;
    bits?: number;
    format?: number;
    cut?: number;
    extra?: Buffer;
  } = {},
) {
  const {
    samples = [1, -2, 3],
    rateHz = 8_000,
    channels = 1,
    bits = 16,
    format = 1,
    cut = 0,
    extra = Buffer.alloc(0),
  } = options;
  const data = Buffer.alloc(samples.length * 2);
  samples.forEach((sample, index) => {
    data.writeInt16LE(sample, index * 2);
  });
  const fmt = Buffer.alloc(16);
  fmt.writeUInt16LE(format, 0);
  fmt.writeUInt16LE(channels, 2);
  fmt.writeUInt32LE(rateHz, 4);
  fmt.writeUInt16LE(bits, 14);
  const chunk = (name: string, body: Buffer) => {
    const head = Buffer.alloc(8);
    head.write(name, "latin1");
    head.writeUInt32LE(body.length, 4);
    return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
  };
  const body = Buffer.concat([Buffer.from("WAVE"), chunk("fmt ", fmt), extra, chunk("data", data)]);
  const file = Buffer.concat([Buffer.from("RIFF\0\0\0\0"), body]);
  return file.subarray(0, file.length - cut);
}

const refusal = (bytes: Uint8Array) => {
  try {
    readWav(bytes, "calls/call.wav");
  } catch (error) {
    if (error instanceof RecordingRefused) return error.message;
  }
  return "not refused";
};

describe("reading a WAV file", () => {
  it("gives the samples of 8 kHz 16-bit mono PCM", () => {
    expect([...readWav(wav(), "a.wav")]).toEqual([1, -2, 3]);
  });

  it("skips chunks that it does not need, odd ones too", () => {
    const list = Buffer.from("LIST\x03\0\0\0abc\0", "latin1");
    expect([...readWav(wav({ extra: list }), "a.wav")]).toEqual([1, -2, 3]);
  });

  it.each([
    ["an empty file", Buffer.alloc(0), /the file is empty/],
    ["no WAV", Buffer.from("ID3 and so on, as MP3 files begin"), /it is not a WAV file \(it begins with 49443320/],
    ["another rate", wav({ rateHz: 44_100 }), /it has 44100 Hz, not 8000 Hz/],
    ["another width", wav({ bits: 24 }), /its samples have 24 bits, not 16/],
    ["stereo", wav({ channels: 2 }), /it has 2 channels, not 1/],
    ["mu-law", wav({ format: 7 }), /its samples are mu-law, not PCM/],
    ["no audio", wav({ samples: [] }), /it holds no audio/],
    [
      "a truncated file",
      wav({ cut: 3 }),
      /it is truncated: its chunk "data" is said to hold 6 bytes, the file holds 3 of them/,
    ],
  ])("refuses %s, naming the file, what was found and a command that helps", (_what, bytes, found) => {
    const message = refusal(bytes);
    expect(message).toMatch(/^calls\/call\.wav: /);
    expect(message).toMatch(found);
    expect(message).toMatch(/ffmpeg -i "calls\/call\.wav" -ac 1 -ar 8000 -c:a pcm_s16le "calls\/call-8k\.wav"/);
  });

  it("gives back whatever samples were written", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -32_768, max: 32_767 }), { minLength: 1 }), (samples) => {
        expect([...readWav(wav({ samples }), "a.wav")]).toEqual(samples);
      }),
    );
  });

  it("refuses every cut of a file, and never with another error", () => {
    const whole = wav({ samples: [5, 6, 7, 8] });
    for (let length = 0; length < whole.length; length += 1)
      expect(refusal(whole.subarray(0, length))).toMatch(/^calls/);
  });
});

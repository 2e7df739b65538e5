/** How a WAV file is made. */
export interface WavFormat {
  readonly rateHz?: number;
  readonly channels?: number;
  readonly bits?: number;
}

/** A WAV file of silence, a tenth of a second long: 8 kHz, mono, 16 bits unless told. */
export function wavFile({ rateHz = 8_000, channels = 1, bits = 16 }: WavFormat = {}): Buffer {
  const bytesPerSecond = (rateHz * channels * bits) / 8;
  const data = Buffer.alloc(bytesPerSecond / 10);
  const head = Buffer.alloc(44);
  head.write("RIFF", 0, "latin1");
  head.writeUInt32LE(36 + data.length, 4);
  head.write("WAVEfmt ", 8, "latin1");
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(rateHz, 24);
  head.writeUInt32LE(bytesPerSecond, 28);
  head.writeUInt16LE((channels * bits) / 8, 32);
  head.writeUInt16LE(bits, 34);
  head.write("data", 36, "latin1");
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}

import { createHash } from "node:crypto";

/** Fragment numbers seen from the service begin near here and have 47 digits. */
const origin = 91_343_852_333_181_432_392_682_062_607_743_920_146_159_169_392n;

/** Numbers of neighbouring fragments in captures of the service differ by about this (2^92). */
const step = 1n << 92n;

/** Makes the numbering of a stream: positions to decimals that grow with the position and that no other stream uses. */
export function fragmentNumbering(streamName: string): (position: number) => string {
  const digest = createHash("sha256").update(streamName).digest();
  const ofStream = digest.readBigUInt64BE();
  return (position) => (origin + BigInt(position) * step + ofStream).toString();
}

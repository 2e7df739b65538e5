import { createHash } from "node:crypto";
import { seededRandom } from "../speech/seeded-random.ts";

/** Reproducible chance: the same seed gives the same draws, everywhere and always. */
export interface Chance {
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  /** True for the given share (0 to 1) of the draws. */
  happens(share: number): boolean;
  /** A UUID, of version 4 in form. */
  uuid(): string;
  /** Independent chance; it depends on the seed and the label only, not on how much was drawn before. */
  fork(label: string): Chance;
}

/** Makes chance from a seed. */
export function createChance(seed: string): Chance {
  const next = seededRandom(seed);
  let uuids = 0;
  return {
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    happens: (share) => next() < share,
    uuid() {
      uuids += 1;
      const bytes = createHash("sha256").update(`${seed}/uuid/${uuids}`).digest().subarray(0, 16);
      bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
      bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
      return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    },
    fork: (label) => createChance(`${seed}/${label}`),
  };
}

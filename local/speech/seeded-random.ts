import { seededRandom as fromNumber } from "../../domain/understanding/seeded-random.ts";

/** A source of numbers in [0, 1). */
export type Random = () => number;

/**
 * A small reproducible generator (mulberry32, Tommy Ettinger, public domain: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c).
 * The same seeds give the same numbers, on any machine.
 * @param seeds whatever tells this use of chance from every other: numbers and names
 */
export function seededRandom(...seeds: readonly (number | string)[]): Random {
  return fromNumber(hash(seeds.join("\u0000")));
}

/** One of the choices, all equally likely; undefined when there is none. */
export function choose<Choice>(choices: readonly Choice[], random: Random): Choice | undefined {
  return choices[Math.floor(random() * choices.length)];
}

/** FNV-1a, 32 bit (http://www.isthe.com/chongo/tech/comp/fnv/). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value;
}

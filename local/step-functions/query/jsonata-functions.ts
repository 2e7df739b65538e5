import { createHash } from "node:crypto";
import jsonata from "jsonata";
import type { Services } from "../execution/run.ts";

const hashNames = new Map([
  ["MD5", "md5"],
  ["SHA-1", "sha1"],
  ["SHA-256", "sha256"],
  ["SHA-384", "sha384"],
  ["SHA-512", "sha512"],
]);

const formattedTime = jsonata("$fromMillis(millis, picture, zone)");

/**
 * The functions that Step Functions has beyond JSONata's own. `$eval` is taken away as on AWS, and `$now` and `$millis` read the
 * stack's clock. https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#jsonata-functions-provided-by-sfn
 */
export function expressionFunctions({
  clock,
  ids,
  random,
}: Pick<Services, "clock" | "ids" | "random">): Readonly<Record<string, unknown>> {
  return {
    partition,
    range,
    hash,
    parse,
    uuid: () => ids(),
    random: (seed: unknown) => (seed === undefined ? random() : seededRandom(number(seed, "$random"))),
    millis: () => clock.now(),
    now: (picture: unknown, zone: unknown) => formattedTime.evaluate({ millis: clock.now(), picture, zone }),
    eval: undefined,
  };
}

/** `$partition(array, size)`: cuts an array into arrays of so many items, the last one with what is left. */
export function partition(array: unknown, size: unknown): unknown[][] {
  const items = Array.isArray(array) ? array : [array];
  const length = number(size, "$partition");
  if (!Number.isInteger(length) || length < 1)
    throw new Error("The second argument of $partition must be a positive integer.");
  return Array.from({ length: Math.ceil(items.length / length) }, (_, index) =>
    items.slice(index * length, (index + 1) * length),
  );
}

/** `$range(first, last, step)`: the numbers from the first to the last, both included where the step reaches them. */
export function range(first: unknown, last: unknown, step: unknown): number[] {
  const [from, to, by] = [number(first, "$range"), number(last, "$range"), number(step, "$range")];
  if (by === 0) throw new Error("The step of $range must not be 0.");
  const length = Math.max(0, Math.floor((to - from) / by) + 1);
  if (length > 100_000)
    throw new Error("Expression evaluation memory limit exceeded: Check for excessive memory usage");
  return Array.from({ length }, (_, index) => from + index * by);
}

/** `$hash(text, algorithm)`: the digest in hexadecimal. */
export function hash(text: unknown, algorithm: unknown): string {
  const name = hashNames.get(String(algorithm));
  if (name === undefined)
    throw new Error(
      `$hash does not know the algorithm ${String(algorithm)}; use one of ${[...hashNames.keys()].join(", ")}.`,
    );
  return createHash(name)
    .update(typeof text === "string" ? text : JSON.stringify(text))
    .digest("hex");
}

/** `$parse(text)`: the JSON value of a text. */
export function parse(text: unknown): unknown {
  if (typeof text !== "string") throw new Error("The argument of $parse must be a string.");
  return JSON.parse(text);
}

/** The same number for the same seed (mulberry32); AWS's numbers differ. */
export function seededRandom(seed: number): number {
  let state = (Math.trunc(seed) + 0x6d2b79f5) | 0;
  state = Math.imul(state ^ (state >>> 15), state | 1);
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
  return ((state ^ (state >>> 14)) >>> 0) / 4_294_967_296;
}

function number(value: unknown, name: string): number {
  if (typeof value !== "number") throw new Error(`${name} takes numbers, not ${JSON.stringify(value) ?? "nothing"}.`);
  return value;
}

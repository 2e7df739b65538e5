import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Services } from "../execution/run.ts";
import { seededRandom } from "./jsonata-functions.ts";

/** An intrinsic function: gets its arguments; throws an Error when they are wrong. */
export type IntrinsicFunction = (values: readonly unknown[], services: Services) => unknown;

/** The intrinsic functions of JSONPath states: https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html */
export const intrinsicFunctions: Readonly<Record<string, IntrinsicFunction>> = {
  Array: (values) => [...values],
  ArrayPartition: ([array, size]) => partition(list(array), positive(size)),
  ArrayContains: ([array, value]) => list(array).some((item) => isDeepStrictEqual(item, value)),
  ArrayRange: ([first, last, step]) => range(rounded(first), rounded(last), rounded(step)),
  ArrayGetItem: ([array, index]) => itemAt(list(array), rounded(index)),
  ArrayLength: ([array]) => list(array).length,
  ArrayUnique: ([array]) => unique(list(array)),
  Base64Encode: ([value]) => Buffer.from(shortText(value)).toString("base64"),
  Base64Decode: ([value]) => Buffer.from(shortText(value), "base64").toString("utf8"),
  Hash: ([value, algorithm]) => hash(value, text(algorithm)),
  JsonMerge: ([first, second, deep]) => merge(record(first), record(second), deep),
  JsonToString: ([value]) => JSON.stringify(value),
  StringToJson: ([value]) => parse(text(value)),
  MathAdd: ([first, second]) => rounded(first) + rounded(second),
  MathRandom: ([first, last, seed], { random }) =>
    between(rounded(first), rounded(last), seed === undefined ? random() : seededRandom(rounded(seed))),
  StringSplit: ([value, delimiters]) => split(text(value), text(delimiters)),
  Format: ([template, ...values]) => format(text(template), values),
  UUID: (_values, { ids }) => ids(),
};

function partition(array: readonly unknown[], size: number): unknown[][] {
  return Array.from({ length: Math.ceil(array.length / size) }, (_, index) =>
    array.slice(index * size, (index + 1) * size),
  );
}

function range(first: number, last: number, step: number): number[] {
  if (step === 0) throw new Error("the step must not be 0");
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > 1000) throw new Error("the range has more than 1000 items");
  return Array.from({ length }, (_, index) => first + index * step);
}

function itemAt(array: readonly unknown[], index: number): unknown {
  if (index < 0 || index >= array.length) throw new Error(`there is no item ${index}`);
  return array[index];
}

function unique(array: readonly unknown[]): unknown[] {
  return array.filter((item, index) => array.findIndex((other) => isDeepStrictEqual(item, other)) === index);
}

/** AWS prints the digest as a number: leading zeros are missing. */
function hash(value: unknown, algorithm: string): string {
  const names: Readonly<Record<string, string>> = {
    MD5: "md5",
    "SHA-1": "sha1",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
  };
  const name = names[algorithm];
  if (name === undefined) throw new Error(`the algorithm '${algorithm}' is unknown`);
  const digest = createHash(name)
    .update(shortText(typeof value === "string" ? value : JSON.stringify(value)))
    .digest("hex");
  return digest.replace(/^0+(?=.)/, "");
}

function merge(first: object, second: object, deep: unknown): object {
  if (deep !== false) throw new Error("only shallow merging (false) is supported");
  return { ...first, ...second };
}

function parse(value: string): unknown {
  return value.trim() === "" ? null : JSON.parse(value);
}

function between(first: number, last: number, random: number): number {
  if (last < first) throw new Error("the end is before the start");
  return first + Math.floor(random * (last - first));
}

/** Splits at each of the delimiter's characters; empty parts are dropped. */
function split(value: string, delimiters: string): string[] {
  const parts: string[] = [""];
  for (const character of value) {
    if (delimiters.includes(character)) parts.push("");
    else parts.push((parts.pop() ?? "") + character);
  }
  return parts.filter((part) => part !== "");
}

function format(template: string, values: readonly unknown[]): string {
  let place = 0;
  return template.replace(/\\([{}])|\{\}/g, (_match, brace: string | undefined) => {
    if (brace !== undefined) return brace;
    if (place >= values.length) throw new Error("there are fewer values than places for them");
    place += 1;
    return printed(values[place - 1]);
  });
}

/** As AWS prints a value within a text: strings without quotes, objects as `{name=value}`. */
function printed(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printed).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  return `{${Object.entries(value)
    .map(([name, member]) => `${name}=${printed(member)}`)
    .join(", ")}}`;
}

function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error("an array is needed");
}

function text(value: unknown): string {
  if (typeof value === "string") return value;
  throw new Error("a string is needed");
}

/** AWS takes at most 10,000 characters for Base64 and hashes. */
function shortText(value: unknown): string {
  const short = text(value);
  if (short.length > 10_000) throw new Error("the text is longer than 10000 characters");
  return short;
}

function record(value: unknown): object {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new Error("an object is needed");
}

/** Numbers are rounded to integers, halves up. */
function rounded(value: unknown): number {
  if (typeof value === "number") return Math.round(value);
  throw new Error("a number is needed");
}

function positive(value: unknown): number {
  const number = rounded(value);
  if (number > 0) return number;
  throw new Error("a positive integer is needed");
}

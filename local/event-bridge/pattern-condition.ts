import { BlockList, isIP } from "node:net";
import { InvalidEventPattern } from "./invalid-event-pattern.ts";

/** Tells whether a field of the event, `undefined` where it is missing, satisfies one entry of a pattern's list. */
export type Condition = (value: unknown) => boolean;

/** Tells whether one plain value (no list, no object) satisfies a condition. */
type Test = (value: unknown) => boolean;

/**
 * Parses one entry of a pattern's list: a plain value, or an object with one operator.
 * @throws InvalidEventPattern
 */
export function parseCondition(entry: unknown): Condition {
  if (typeof entry !== "object" || entry === null) return anyValue((value) => value === entry);
  const [[operator, operand] = ["", undefined], ...more] = Object.entries(entry);
  if (more.length > 0) throw new InvalidEventPattern("Only one key allowed in match expression");
  if (operator === "exists") return parseExists(operand);
  return anyValue(parseTest(operator, operand));
}

/** A field that holds a list satisfies a test when one of its values does. A missing field and an object satisfy none. */
function anyValue(test: Test): Condition {
  return (value) => {
    if (Array.isArray(value)) return value.some((element) => isLeaf(element) && test(element));
    return isLeaf(value) && test(value);
  };
}

function isLeaf(value: unknown): boolean {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

/** `exists` looks at leaves only: an object under the name is no leaf, an empty list has none. */
function parseExists(operand: unknown): Condition {
  if (typeof operand !== "boolean") throw new InvalidEventPattern("exists match pattern must be either true or false.");
  const exists = (value: unknown) => (Array.isArray(value) ? value.some(isLeaf) : isLeaf(value));
  return (value) => exists(value) === operand;
}

function parseTest(operator: string, operand: unknown): Test {
  switch (operator) {
    case "prefix":
    case "suffix":
      return parseEnd(operator, operand);
    case "equals-ignore-case":
      return equalsIgnoringCase(stringOf(operand, operator));
    case "wildcard":
      return parseWildcard(stringOf(operand, operator));
    case "anything-but":
      return parseAnythingBut(operand);
    case "numeric":
      return parseNumeric(operand);
    case "cidr":
      return parseCidr(stringOf(operand, "prefix"));
    default:
      throw new InvalidEventPattern(`Unrecognized match type ${operator}`);
  }
}

function stringOf(operand: unknown, operator: string): string {
  if (typeof operand !== "string") throw new InvalidEventPattern(`${operator} match pattern must be a string`);
  return operand;
}

/** A prefix or suffix: a string, or `{"equals-ignore-case": string}`. */
function parseEnd(side: "prefix" | "suffix", operand: unknown): Test {
  const ignoresCase = typeof operand === "object" && operand !== null && "equals-ignore-case" in operand;
  const text = ignoresCase ? stringOf(operand["equals-ignore-case"], "equals-ignore-case") : stringOf(operand, side);
  const fold = (value: string) => (ignoresCase ? value.toLowerCase() : value);
  const wanted = fold(text);
  return (value) =>
    typeof value === "string" && (side === "prefix" ? fold(value).startsWith(wanted) : fold(value).endsWith(wanted));
}

function equalsIgnoringCase(text: string): Test {
  const wanted = text.toLowerCase();
  return (value) => typeof value === "string" && value.toLowerCase() === wanted;
}

/** `*` stands for any characters; `\*` and `\\` for themselves. */
function parseWildcard(text: string): Test {
  const parts = [...text.matchAll(/\\[*\\]|./gs)].map(([part]) => part);
  if (parts.includes("\\")) throw new InvalidEventPattern("Invalid escape character in wildcard");
  const doubled = parts.findIndex((part, index) => part === "*" && parts[index - 1] === "*");
  if (doubled > 0) throw new InvalidEventPattern(`Consecutive wildcard characters at pos ${doubled}`);
  const source = parts.map((part) => (part === "*" ? ".*" : literal(part.slice(-1))));
  const expression = new RegExp(`^${source.join("")}$`, "s");
  return (value) => typeof value === "string" && expression.test(value);
}

function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/, "\\$&");
}

/** Anything else than the value, the values, or what a nested operator describes. */
function parseAnythingBut(operand: unknown): Test {
  if (Array.isArray(operand)) {
    const values: readonly unknown[] = operand;
    const [kind, ...otherKinds] = new Set(values.map((value) => typeof value));
    if (otherKinds.length > 0 || (kind !== "string" && kind !== "number"))
      throw new InvalidEventPattern("Inside anything but list, start|null|boolean is not supported.");
    return (value) => !values.includes(value);
  }
  if (typeof operand === "string" || typeof operand === "number") return (value) => value !== operand;
  const [[operator, nested] = ["", undefined], ...more] =
    typeof operand === "object" && operand !== null ? Object.entries(operand) : [];
  const isNestedOperator = typeof nested === "object" && !Array.isArray(nested);
  if (
    more.length > 0 ||
    isNestedOperator ||
    !["prefix", "suffix", "equals-ignore-case", "wildcard"].includes(operator)
  ) {
    throw new InvalidEventPattern("Value of anything-but must be an array or single string/number value.");
  }
  const texts: readonly unknown[] = Array.isArray(nested) ? nested : [nested];
  if (texts.length === 0 || !texts.every((text) => typeof text === "string")) {
    throw new InvalidEventPattern(anythingButReason(operator));
  }
  const tests = texts.map((text) => parseTest(operator, text));
  return (value) => !tests.some((test) => test(value));
}

function anythingButReason(operator: string): string {
  if (operator === "equals-ignore-case")
    return "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.";
  return `${operator === "wildcard" ? "wildcard" : "prefix/suffix"} match pattern must be a string`;
}

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  "=": (value, bound) => value === bound,
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};

/** `[operator, number]`, or a lower bound followed by an upper one. */
function parseNumeric(operand: unknown): Test {
  if (!Array.isArray(operand)) throw new InvalidEventPattern("Value of numeric must be an array.");
  const tests: ((value: number) => boolean)[] = [];
  for (let index = 0; index < operand.length; index += 2) {
    const operator: unknown = operand[index];
    const bound: unknown = operand[index + 1];
    const compare = typeof operator === "string" ? comparisons[operator] : undefined;
    const isUpper = operator === "<" || operator === "<=";
    if (!compare) throw new InvalidEventPattern(`Unrecognized numeric range operator: ${String(operator)}`);
    if (index > 0 && !isUpper) throw new InvalidEventPattern(`Bad numeric range operator: ${String(operator)}`);
    if (index > 0 && (operand[0] === "=" || operand[0] === "<" || operand[0] === "<="))
      throw new InvalidEventPattern("Too many elements in numeric expression");
    if (typeof bound !== "number") throw new InvalidEventPattern(`Value of ${String(operator)} must be numeric`);
    tests.push((value) => compare(value, bound));
  }
  if (tests.length === 0 || tests.length > 2) throw new InvalidEventPattern("Invalid numeric expression");
  return (value) => typeof value === "number" && tests.every((test) => test(value));
}

function parseCidr(text: string): Test {
  const [address = "", mask = ""] = text.split("/");
  if (!/^\d+$/.test(mask)) throw new InvalidEventPattern("Malformed CIDR, mask bits must be an integer");
  const family = isIP(address);
  if (family === 0) throw new InvalidEventPattern(`Nonstandard IP address: ${address}`);
  if (Number(mask) > (family === 4 ? 32 : 128))
    throw new InvalidEventPattern(`Malformed CIDR, mask bits must be < ${family === 4 ? 32 : 128}`);
  const block = new BlockList();
  block.addSubnet(address, Number(mask), family === 4 ? "ipv4" : "ipv6");
  return (value) =>
    typeof value === "string" && isIP(value) !== 0 && block.check(value, isIP(value) === 4 ? "ipv4" : "ipv6");
}

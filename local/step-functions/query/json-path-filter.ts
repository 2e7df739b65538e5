import { DefinitionError } from "../asl/definition-error.ts";
import { compilePath } from "./json-path.ts";

/** Whether an item passes `[?( … )]`. */
export type Filter = (item: unknown) => boolean;

type Operand = (item: unknown) => unknown;

const comparisons: Readonly<Record<string, (left: unknown, right: unknown) => boolean>> = {
  "==": (left, right) => left === right,
  "!=": (left, right) => left !== right,
  "<": (left, right) => order(left, right) === -1,
  "<=": (left, right) => order(left, right) === -1 || left === right,
  ">": (left, right) => order(left, right) === 1,
  ">=": (left, right) => order(left, right) === 1 || left === right,
  "=~": (left, right) => right instanceof RegExp && typeof left === "string" && right.test(left),
  in: (left, right) => Array.isArray(right) && right.includes(left),
  nin: (left, right) => Array.isArray(right) && !right.includes(left),
};

const tokenPattern =
  /\s*(&&|\|\||==|!=|<=|>=|=~|[<>!()]|\bn?in\b|\/(?:[^/\\]|\\.)+\/i?|\[(?:'[^']*'|"[^"]*"|[^\]])*\]|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|@(?:\.[\w-]+|\[[^\]]*\])*|-?\d+(?:\.\d+)?|true|false|null)/gsy;

/**
 * Compiles a filter: comparisons of `@` paths, literals, regular expressions and lists, joined by `&&`, `||` and `!`.
 * @throws DefinitionError when it holds anything else
 */
export function parseFilter(text: string): Filter {
  const tokens = tokenize(text);
  let place = 0;
  const take = (token: string): boolean => {
    if (tokens[place] !== token) return false;
    place += 1;
    return true;
  };
  const either = (): Filter => {
    const alternatives = [both()];
    while (take("||")) alternatives.push(both());
    return (item) => alternatives.some((holds) => holds(item));
  };
  const both = (): Filter => {
    const conditions = [condition()];
    while (take("&&")) conditions.push(condition());
    return (item) => conditions.every((holds) => holds(item));
  };
  const condition = (): Filter => {
    if (take("!")) {
      const negated = condition();
      return (item) => !negated(item);
    }
    if (take("(")) {
      const inner = either();
      if (!take(")")) throw unreadable(text);
      return inner;
    }
    const left = operand(tokens[place], text);
    place += 1;
    const compare = comparisons[tokens[place] ?? ""];
    if (!compare) return (item) => left(item) !== undefined;
    const right = operand(tokens[place + 1], text);
    place += 2;
    return (item) => compare(left(item), right(item));
  };
  const filter = either();
  if (place < tokens.length) throw unreadable(text);
  return filter;
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  for (let end = 0; end < text.trimEnd().length; end = tokenPattern.lastIndex) {
    const match = tokenPattern.exec(text);
    if (match?.[1] === undefined) throw unreadable(text);
    tokens.push(match[1]);
  }
  return tokens;
}

function operand(token: string | undefined, text: string): Operand {
  if (token === undefined) throw unreadable(text);
  if (token.startsWith("@")) {
    const path = compilePath(token.slice(1));
    return (item) => {
      const found = path.read(item);
      return found.ok ? found.value : undefined;
    };
  }
  if (token.startsWith("/")) {
    const pattern = wholeMatch(token, text);
    return () => pattern;
  }
  if (token.startsWith("[")) {
    const list = readList(token, text);
    return () => list;
  }
  if (/^['"]/.test(token)) {
    const literal = token.slice(1, -1).replace(/\\(.)/gs, "$1");
    return () => literal;
  }
  if (!/^(-?\d|true|false|null)/.test(token)) throw unreadable(text);
  const literal: unknown = JSON.parse(token);
  return () => literal;
}

/** A regular expression `/…/` or `/…/i`, which has to match the whole text. */
function wholeMatch(token: string, text: string): RegExp {
  const end = token.lastIndexOf("/");
  try {
    return new RegExp(`^(?:${token.slice(1, end)})$`, token.slice(end + 1));
  } catch {
    throw unreadable(text);
  }
}

/** A list of literals; texts may stand in single quotes. */
function readList(token: string, text: string): unknown {
  try {
    return JSON.parse(token.replace(/'([^']*)'/g, (_, content: string) => JSON.stringify(content)));
  } catch {
    throw unreadable(text);
  }
}

/** -1, 0 or 1 for two numbers or two strings; undefined for anything else. */
function order(left: unknown, right: unknown): number | undefined {
  if (typeof left === "number" && typeof right === "number") return Math.sign(left - right);
  if (typeof left === "string" && typeof right === "string") return left < right ? -1 : left > right ? 1 : 0;
  return undefined;
}

function unreadable(text: string): DefinitionError {
  return new DefinitionError(`'${text}' is not a JSONPath filter that the local stack can read.`);
}

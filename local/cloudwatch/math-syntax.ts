import { ServiceError } from "../gateway/service.ts";

/** A parsed expression of metric math. */
export type MathNode =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "list"; readonly items: readonly MathNode[] }
  | { readonly kind: "call"; readonly name: string; readonly items: readonly MathNode[] }
  | { readonly kind: "minus"; readonly operand: MathNode }
  | { readonly kind: "binary"; readonly operator: string; readonly left: MathNode; readonly right: MathNode };

/** From the loosest to the tightest. `AND` and `OR` are spelled either way. */
const levels: readonly (readonly string[])[] = [
  ["||", "OR"],
  ["&&", "AND"],
  ["==", "!=", "<=", ">=", "<", ">"],
  ["+", "-"],
  ["*", "/"],
  ["^"],
];

const tokenPattern =
  /\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|"([^"]*)"|'([^']*)'|([A-Za-z_]\w*)|(\|\||&&|[=!<>]=|[-+*/^<>()[\],]))/y;

type Token = { readonly kind: "number" | "text" | "name" | "sign"; readonly text: string };

/**
 * Parses an expression (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html).
 * @throws ServiceError `ValidationError` that names the place
 */
export function parseMath(expression: string): MathNode {
  const tokens = tokenize(expression);
  let position = 0;
  const peek = () => tokens[position];
  const isNext = (...texts: readonly string[]) => {
    const token = peek();
    return token !== undefined && token.kind !== "text" && texts.includes(token.text);
  };
  const fail = (what: string): never => {
    throw new ServiceError("ValidationError", `Error in expression "${expression}": ${what}.`);
  };
  const expect = (text: string) => {
    if (!isNext(text)) fail(`"${text}" is expected instead of "${peek()?.text ?? "its end"}"`);
    position += 1;
  };
  const items = (close: string): MathNode[] => {
    const found: MathNode[] = [];
    while (!isNext(close)) {
      if (found.length > 0) expect(",");
      found.push(level(0));
    }
    expect(close);
    return found;
  };
  const primary = (): MathNode => {
    const token = peek();
    if (token === undefined) return fail("it ends too early");
    position += 1;
    if (token.kind === "number") return { kind: "number", value: Number(token.text) };
    if (token.kind === "text") return { kind: "text", value: token.text };
    if (token.kind === "name") {
      if (!isNext("(")) return { kind: "name", name: token.text };
      position += 1;
      return { kind: "call", name: token.text, items: items(")") };
    }
    if (token.text === "[") return { kind: "list", items: items("]") };
    if (token.text === "-") return { kind: "minus", operand: primary() };
    if (token.text !== "(") return fail(`"${token.text}" is not expected`);
    const inner = level(0);
    expect(")");
    return inner;
  };
  const level = (index: number): MathNode => {
    const operators = levels[index];
    if (!operators) return primary();
    let left = level(index + 1);
    while (isNext(...operators)) {
      const operator = peek()?.text ?? "";
      position += 1;
      left = { kind: "binary", operator, left, right: level(index + 1) };
    }
    return left;
  };
  const root = level(0);
  if (position < tokens.length) fail(`"${peek()?.text}" is not expected`);
  return root;
}

function tokenize(expression: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(tokenPattern);
  const text = expression.trimEnd();
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match)
      throw new ServiceError("ValidationError", `Error in expression "${expression}" at character ${at + 1}.`);
    const [, number, double, single, name, sign] = match;
    if (number !== undefined) tokens.push({ kind: "number", text: number });
    else if (double !== undefined || single !== undefined) tokens.push({ kind: "text", text: double ?? single ?? "" });
    else if (name !== undefined) tokens.push({ kind: "name", text: name });
    else tokens.push({ kind: "sign", text: sign ?? "" });
  }
  return tokens;
}

import { DefinitionError } from "../asl/definition-error.ts";
import { DataFault } from "../execution/states-error.ts";
import type { Thread } from "../execution/thread.ts";
import { operators } from "./choice-operators.ts";
import { compilePathExpression } from "./path-expression.ts";
import type { Fields } from "./query-language.ts";

/** Whether a rule holds for a document. */
export type ChoiceRule = (thread: Thread, document: unknown) => boolean;

const notOperators = new Set(["Variable", "Next", "Comment", "Assign", "Output"]);

/**
 * Compiles a rule of a JSONPath Choice state: a comparison, or `And`, `Or` and `Not` of rules.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 * @throws DefinitionError when it is no rule
 */
export function compileChoiceRule(rule: unknown, location: string): ChoiceRule {
  if (typeof rule !== "object" || rule === null) throw new DefinitionError(`${location} must be an object.`);
  const fields: Fields = { ...rule };
  if (Array.isArray(fields.And)) {
    const rules = fields.And.map((inner, index) => compileChoiceRule(inner, `${location}/And[${index}]`));
    return (thread, document) => rules.every((holds) => holds(thread, document));
  }
  if (Array.isArray(fields.Or)) {
    const rules = fields.Or.map((inner, index) => compileChoiceRule(inner, `${location}/Or[${index}]`));
    return (thread, document) => rules.some((holds) => holds(thread, document));
  }
  if (fields.Not !== undefined) {
    const inner = compileChoiceRule(fields.Not, `${location}/Not`);
    return (thread, document) => !inner(thread, document);
  }
  return comparison(fields, location);
}

function comparison(fields: Fields, location: string): ChoiceRule {
  const { Variable } = fields;
  const name = Object.keys(fields).find((field) => !notOperators.has(field));
  if (typeof Variable !== "string" || name === undefined)
    throw new DefinitionError(`${location} needs a Variable and an operator.`);
  const variable = compilePathExpression(Variable);
  if (name === "IsPresent") return (thread, document) => variable.find(thread, document).ok === fields.IsPresent;
  const compare = operators[name.replace(/Path$/, "")];
  if (!compare) throw new DefinitionError(`${location} has the unknown operator '${name}'.`);
  const read = (path: ReturnType<typeof compilePathExpression>, thread: Thread, document: unknown): unknown => {
    const found = path.find(thread, document);
    if (found.ok) return found.value;
    throw new DataFault(
      "States.Runtime",
      `Invalid path '${path.text}': The choice state's condition path references an invalid value.`,
    );
  };
  if (!name.endsWith("Path")) {
    const expected = fields[name];
    return (thread, document) => compare(read(variable, thread, document), expected);
  }
  const expected = compilePathExpression(String(fields[name]));
  return (thread, document) => compare(read(variable, thread, document), read(expected, thread, document));
}

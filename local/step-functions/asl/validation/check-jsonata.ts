import jsonata from "jsonata";
import { isExpression } from "../../query/jsonata-expression.ts";
import { type Findings, isObject, type Members } from "./findings.ts";

/** Fields of a JSONata state that hold no expressions of the state itself, or none at all. */
const withoutExpressions = new Set([
  "Type",
  "Comment",
  "Next",
  "Resource",
  "Branches",
  "ItemProcessor",
  "Iterator",
  "Retry",
  "Catch",
  "Choices",
]);
const withResult = new Set(["Task", "Parallel", "Map"]);

/**
 * Checks the expressions of a JSONata state: their syntax, and that they refer to nothing that they cannot see. There is no context item
 * on AWS, so a name at the beginning of a path refers to nothing, and `$states.result` and `$states.errorOutput` are only there where
 * there is a result or a caught error. https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function checkJsonataFields(state: Members, location: string, findings: Findings): void {
  const hasResult = typeof state.Type === "string" && withResult.has(state.Type);
  for (const [field, value] of Object.entries(state)) {
    if (withoutExpressions.has(field)) continue;
    const hidden =
      hasResult && (field === "Output" || field === "Assign") ? ["errorOutput"] : ["result", "errorOutput"];
    checkTemplate(value, `${location}/${field}`, hidden, findings);
  }
  checkEntries(state, "Catch", ["Output", "Assign"], location, ["result"], findings);
  checkEntries(state, "Choices", ["Condition", "Output", "Assign"], location, ["result", "errorOutput"], findings);
}

function checkEntries(
  state: Members,
  list: string,
  fields: readonly string[],
  location: string,
  hidden: readonly string[],
  findings: Findings,
): void {
  const entries: unknown = state[list];
  if (!Array.isArray(entries)) return;
  for (const [index, entry] of entries.entries()) {
    if (!isObject(entry)) continue;
    for (const field of fields) checkTemplate(entry[field], `${location}/${list}[${index}]/${field}`, hidden, findings);
  }
}

function checkTemplate(template: unknown, location: string, hidden: readonly string[], findings: Findings): void {
  if (typeof template === "string") {
    if (isExpression(template)) checkExpression(template.slice(2, -2).trim(), location, hidden, findings);
  } else if (Array.isArray(template)) {
    for (const [index, item] of template.entries()) checkTemplate(item, `${location}[${index}]`, hidden, findings);
  } else if (isObject(template)) {
    for (const [name, value] of Object.entries(template)) checkTemplate(value, `${location}/${name}`, hidden, findings);
  }
}

function checkExpression(source: string, location: string, hidden: readonly string[], findings: Findings): void {
  let tree: unknown;
  try {
    tree = jsonata(source).ast();
  } catch (error) {
    const message = typeof error === "object" && error !== null && "message" in error ? error.message : error;
    findings.error("INVALID_JSONATA_EXPRESSION", String(message), location);
    return;
  }
  const references = new Set<string>();
  findReferences(tree, false, hidden, references);
  for (const reference of references)
    findings.error("UNSUPPORTED_JSONATA_EXPRESSION", `Reference to '${reference}' ${reasons(reference)}`, location);
}

function reasons(reference: string): string {
  return reference.startsWith("$states.") ? "is not supported in this field." : "at the top level is not supported.";
}

/** Collects what a syntax tree refers to without being able to. Names within a path's later steps and predicates have a context. */
function findReferences(node: unknown, hasContext: boolean, hidden: readonly string[], found: Set<string>): void {
  if (Array.isArray(node)) {
    for (const item of node) findReferences(item, hasContext, hidden, found);
    return;
  }
  if (!isObject(node)) return;
  if (node.type === "name" && !hasContext && typeof node.value === "string") found.add(node.value);
  if (node.type === "variable" && node.value === "$" && !hasContext) found.add("$$");
  if (node.type === "path" && Array.isArray(node.steps)) {
    const [first, ...rest]: unknown[] = node.steps;
    const [second] = rest;
    if (isObject(first) && first.type === "variable" && first.value === "states" && isObject(second)) {
      const member = String(second.value);
      if (hidden.includes(member)) found.add(`$states.${member}`);
    }
    findReferences(first, hasContext, hidden, found);
    findReferences(rest, true, hidden, found);
  }
  for (const [name, child] of Object.entries(node)) {
    if (name === "steps" || name === "position" || name === "value" || name === "type") continue;
    const ownContext = ["stages", "predicate", "group", "terms", "pattern", "update", "delete"].includes(name);
    findReferences(child, hasContext || ownContext, hidden, found);
  }
}

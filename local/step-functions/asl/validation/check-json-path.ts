import { compilePathExpression, compileValueExpression } from "../../query/path-expression.ts";
import { readTimestamp } from "../../query/read-timestamp.ts";
import { compileResultPath } from "../../query/result-path.ts";
import { DefinitionError } from "../definition-error.ts";
import { type Findings, isObject, type Members } from "./findings.ts";

const templates = ["Parameters", "ResultSelector", "ItemSelector", "Assign"];
const pathsOrIntrinsics = new Set(["ErrorPath", "CausePath"]);
const pathsOrNull = new Set(["InputPath", "OutputPath"]);

/** Checks the paths, intrinsic functions and templates of a JSONPath state, its catchers' and its rules'. */
export function checkJsonPathFields(state: Members, location: string, findings: Findings): void {
  checkPart(state, location, findings);
  for (const list of ["Catch", "Choices"]) {
    const entries: unknown = state[list];
    if (!Array.isArray(entries)) continue;
    for (const [index, entry] of entries.entries())
      if (isObject(entry)) checkPart(entry, `${location}/${list}[${index}]`, findings);
  }
  if (state.Type === "Pass" && hasPathMember(state.Result))
    findings.warn(
      "PASS_RESULT_IS_STATIC",
      "The value of 'Result' is static: a path in it is not read. Use 'Parameters' instead.",
      `${location}/Result`,
    );
}

function checkPart(part: Members, location: string, findings: Findings): void {
  for (const [field, value] of Object.entries(part)) {
    if (field === "ResultPath") {
      if (!compiles(() => compileResultPath(value)))
        findings.schema(`${location}/ResultPath`, "Value is not a Reference Path");
    } else if (isStatePath(field)) {
      const isRight =
        (value === null && pathsOrNull.has(field)) ||
        (pathsOrIntrinsics.has(field) && typeof value === "string"
          ? compiles(() => compileValueExpression(value))
          : isPath(value));
      if (!isRight) findings.schema(`${location}/${field}`, "Value must be a valid JSONPath.");
    } else if (templates.includes(field)) checkTemplate(value, `${location}/${field}`, findings);
    else if (typeof value === "string" && value.startsWith("$.") && (field === "Error" || field === "Cause"))
      findings.warn(
        "NO_PATH",
        `The value of '${field}' looks like a path, but the field's name does not end with 'Path'.`,
        `${location}/${field}`,
      );
  }
}

/** Operators of Choice rules end in `Path`, too; those are checked with their rules. */
function isStatePath(field: string): boolean {
  return field.endsWith("Path") && !/^(String|Numeric|Boolean|Timestamp.)/.test(field);
}

/** Checks a payload template; a member whose name ends in `.$` must hold a path or an intrinsic function. */
function checkTemplate(template: unknown, location: string, findings: Findings): void {
  if (Array.isArray(template)) {
    for (const [index, item] of template.entries()) checkTemplate(item, `${location}[${index}]`, findings);
    return;
  }
  if (!isObject(template)) return;
  for (const [name, value] of Object.entries(template)) {
    if (name.endsWith(".$")) {
      if (typeof value !== "string" || !compiles(() => compileValueExpression(value)))
        findings.schema(
          location,
          `The value for the field '${name}' must be a valid JSONPath or a valid intrinsic function call`,
        );
    } else if (typeof value === "string" && /^(\$\$?\.|States\.\w+\()/.test(value)) {
      findings.warn(
        "NO_DOLLAR",
        `The value of '${name}' looks like a path or an intrinsic function, but the field's name does not end with '.$'.`,
        `${location}/${name}`,
      );
    } else checkTemplate(value, `${location}/${name}`, findings);
  }
}

/** Whether a value is a path that can be read. */
export function isPath(value: unknown): boolean {
  return typeof value === "string" && compiles(() => compilePathExpression(value));
}

/** Whether a value is a timestamp as AWS takes it. */
export function isTimestamp(value: unknown): boolean {
  return readTimestamp(value) !== undefined;
}

function hasPathMember(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasPathMember);
  return (
    isObject(value) && Object.entries(value).some(([name, member]) => name.endsWith(".$") || hasPathMember(member))
  );
}

function compiles(compile: () => unknown): boolean {
  try {
    compile();
    return true;
  } catch (error) {
    if (error instanceof DefinitionError) return false;
    throw error;
  }
}

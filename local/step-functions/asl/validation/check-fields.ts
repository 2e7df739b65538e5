import { isExpression } from "../../query/jsonata-expression.ts";
import type { StateFields } from "./fields.ts";
import type { Findings, Members } from "./findings.ts";

/** Checks that a part of a definition has the fields that it must have and no others. */
export function checkFields(part: Members, location: string, findings: Findings, fields: StateFields): void {
  const place = location === "" ? "/" : location;
  const missing = fields.required.filter((field) => part[field] === undefined);
  if (missing.length > 0) findings.schema(place, `These fields are required: [${missing.join(", ")}]`);
  for (const field of Object.keys(part)) {
    if (!fields.required.includes(field) && !fields.optional.includes(field))
      findings.schema(place, `Field '${field}' is not supported`);
  }
  for (const group of fields.exclusive) {
    if (group.filter((field) => field in part).length > 1)
      findings.schema(place, `There should only be one of the following fields: [${group.join(", ")}]`);
  }
}

/** Checks that a field, where it is given, is a text. */
export function checkText(part: Members, field: string, location: string, findings: Findings): void {
  if (field in part && typeof part[field] !== "string")
    findings.schema(`${location}/${field}`, "Value must be a string");
}

/** Checks `QueryLanguage`. */
export function checkLanguage(part: Members, location: string, findings: Findings): void {
  const { QueryLanguage } = part;
  if (QueryLanguage === undefined || QueryLanguage === "JSONPath" || QueryLanguage === "JSONata") return;
  findings.schema(`${location}/QueryLanguage`, "Value must be one of: [JSONPath, JSONata]");
}

/** Checks a number of seconds that an execution or a task may take. */
export function checkPositiveSeconds(
  part: Members,
  field: string,
  location: string,
  findings: Findings,
  mayBeExpression: boolean,
): void {
  checkNumber(part, field, location, findings, { minimum: 1, maximum: 99_999_999, integer: true, mayBeExpression });
}

/** Checks that a field, where it is given, is a number within bounds; in JSONata states it may be an expression instead. */
export function checkNumber(
  part: Members,
  field: string,
  location: string,
  findings: Findings,
  bounds: {
    readonly minimum: number;
    readonly maximum?: number;
    readonly integer: boolean;
    readonly mayBeExpression: boolean;
  },
): void {
  const value = part[field];
  const { minimum, maximum = Number.POSITIVE_INFINITY, integer, mayBeExpression } = bounds;
  if (value === undefined || (mayBeExpression && typeof value === "string" && isExpression(value))) return;
  const place = `${location}/${field}`;
  const show = (bound: number) => (integer ? String(bound) : bound.toFixed(1));
  if (typeof value !== "number" || (integer && !Number.isInteger(value)))
    findings.schema(place, `Value must be ${integer ? "an integer" : "a number"}`);
  else if (value < minimum) findings.schema(place, `Minimum value is ${show(minimum)}`);
  else if (value > maximum) findings.schema(place, `Maximum value is ${show(maximum)}`);
}

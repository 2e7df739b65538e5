import { isExpression } from "../../query/jsonata-expression.ts";
import type { Scope } from "./check-block.ts";
import { checkChoices } from "./check-choices.ts";
import { checkFields, checkLanguage, checkNumber, checkPositiveSeconds, checkText } from "./check-fields.ts";
import { checkItemProcessor } from "./check-item-processor.ts";
import { checkJsonPathFields, isTimestamp } from "./check-json-path.ts";
import { checkJsonataFields } from "./check-jsonata.ts";
import { checkRecovery } from "./check-recovery.ts";
import { languageOf, stateFields } from "./fields.ts";
import { type Findings, isObject, type Members } from "./findings.ts";

/** Checks a block within a state; given so that states and blocks do not import each other in a circle. */
export type CheckBlock = (block: Members, location: string, scope: Scope) => void;

/** Checks one state and what is inside it. */
export function checkState(state: Members, location: string, scope: Scope, checkBlock: CheckBlock): void {
  const { findings } = scope;
  const { Type } = state;
  const fields = typeof Type === "string" ? stateFields.get(Type) : undefined;
  if (!fields) {
    if (Type === undefined) findings.schema(location, "These fields are required: [Type]");
    else findings.schema(`${location}/Type`, `Value must be one of: [${[...stateFields.keys()].join(", ")}]`);
    return;
  }
  checkFields(state, location, findings, fields);
  const language = checkQueryLanguage(state, location, scope);
  for (const field of ["Comment", "Next", "Default", "Resource", "Label"]) checkText(state, field, location, findings);
  checkWayOut(state, location, findings);
  checkNumbers(state, location, findings, language === "JSONata");
  checkRecovery(state, location, findings, language);
  if (Type === "Choice") checkChoices(state, location, findings, language);
  if (Type === "Wait") checkWait(state, location, findings, language);
  if (Type === "Parallel") checkBranches(state, location, scope, checkBlock);
  if (Type === "Map") checkItemProcessor(state, location, scope, checkBlock);
  if (language === "JSONata") checkJsonataFields(state, location, findings);
  else checkJsonPathFields(state, location, findings);
}

/** Checks that a state has only its language's fields, and gives that language. */
function checkQueryLanguage(state: Members, location: string, scope: Scope): "JSONPath" | "JSONata" {
  const { findings } = scope;
  checkLanguage(state, location, findings);
  if (state.QueryLanguage === "JSONPath" && scope.language === "JSONata")
    findings.schema(location, "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
  const language = state.QueryLanguage === undefined ? scope.language : state.QueryLanguage;
  const own = language === "JSONPath" ? "JSONPath" : "JSONata";
  for (const field of Object.keys(state)) {
    const other = languageOf(field);
    if (other !== undefined && other !== own)
      findings.schema(
        location,
        `The QueryLanguage is set to '${own}', but field '${field}' is only supported for the '${other}' QueryLanguage`,
      );
  }
  return own;
}

function checkWayOut(state: Members, location: string, findings: Findings): void {
  const { Type, Next, End } = state;
  if (Type === "Choice" || Type === "Succeed" || Type === "Fail") return;
  if (End !== undefined && typeof End !== "boolean") findings.schema(`${location}/End`, "Value must be a boolean");
  if (Next !== undefined && End === true)
    findings.schema(location, "There should only be one of the following fields: [Next, End]");
  else if (Next === undefined && End !== true)
    findings.schema(location, "There must be one of the following fields: [Next, End]");
}

function checkNumbers(state: Members, location: string, findings: Findings, mayBeExpression: boolean): void {
  for (const field of ["TimeoutSeconds", "HeartbeatSeconds"])
    checkPositiveSeconds(state, field, location, findings, mayBeExpression);
  const { TimeoutSeconds, HeartbeatSeconds } = state;
  if (typeof TimeoutSeconds === "number" && typeof HeartbeatSeconds === "number" && HeartbeatSeconds >= TimeoutSeconds)
    findings.schema(location, "'HeartbeatSeconds' must be smaller than 'TimeoutSeconds'");
  for (const field of ["MaxConcurrency", "ToleratedFailureCount"])
    checkNumber(state, field, location, findings, { minimum: 0, integer: true, mayBeExpression });
  const percentage = { minimum: 0, maximum: 100, integer: false, mayBeExpression };
  checkNumber(state, "ToleratedFailurePercentage", location, findings, percentage);
}

function checkWait(state: Members, location: string, findings: Findings, language: string): void {
  const fields = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"];
  if (!fields.some((field) => field in state))
    findings.schema(location, `There must be one of the following fields: [${fields.join(", ")}]`);
  const mayBeExpression = language === "JSONata";
  checkNumber(state, "Seconds", location, findings, {
    minimum: 0,
    maximum: 99_999_999,
    integer: true,
    mayBeExpression,
  });
  const { Timestamp } = state;
  const isComputed = mayBeExpression && typeof Timestamp === "string" && isExpression(Timestamp);
  if (Timestamp !== undefined && !isComputed && !isTimestamp(Timestamp))
    findings.schema(`${location}/Timestamp`, "Value must be a valid timestamp, e.g. 2026-01-05T09:30:00Z");
}

function checkBranches(state: Members, location: string, scope: Scope, checkBlock: CheckBlock): void {
  const { Branches } = state;
  if (Branches === undefined) return;
  if (!Array.isArray(Branches) || Branches.length === 0) {
    scope.findings.schema(`${location}/Branches`, "Value must be an array with at least one branch");
    return;
  }
  for (const [index, branch] of Branches.entries()) {
    const place = `${location}/Branches[${index}]`;
    if (!isObject(branch)) {
      scope.findings.schema(place, "A branch must be a JSON object");
      continue;
    }
    checkFields(branch, place, scope.findings, {
      required: ["StartAt", "States"],
      optional: ["Comment", "ProcessorConfig"],
      exclusive: [],
    });
    checkBlock(branch, place, scope);
  }
}

import { checkFields, checkNumber, checkText } from "./check-fields.ts";
import { languageOf } from "./fields.ts";
import { type Findings, isObject, type Members } from "./findings.ts";

const retrierFields = {
  required: ["ErrorEquals"],
  optional: ["Comment", "IntervalSeconds", "MaxAttempts", "BackoffRate", "MaxDelaySeconds", "JitterStrategy"],
  exclusive: [],
};
const catcherFields = {
  required: ["ErrorEquals", "Next"],
  optional: ["Comment", "ResultPath", "Output", "Assign"],
  exclusive: [],
};

/** Checks `Retry` and `Catch`: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
export function checkRecovery(
  state: Members,
  location: string,
  findings: Findings,
  language: "JSONPath" | "JSONata",
): void {
  eachOf(state, "Retry", location, findings, (retrier, place) => {
    checkFields(retrier, place, findings, retrierFields);
    checkText(retrier, "Comment", place, findings);
    const integer = { integer: true, mayBeExpression: false };
    checkNumber(retrier, "IntervalSeconds", place, findings, { minimum: 0, maximum: 99_999_999, ...integer });
    checkNumber(retrier, "MaxAttempts", place, findings, { minimum: 0, maximum: 99_999_999, ...integer });
    checkNumber(retrier, "MaxDelaySeconds", place, findings, { minimum: 1, maximum: 31_622_400, ...integer });
    checkNumber(retrier, "BackoffRate", place, findings, { minimum: 1, integer: false, mayBeExpression: false });
    const { JitterStrategy } = retrier;
    if (JitterStrategy !== undefined && JitterStrategy !== "FULL" && JitterStrategy !== "NONE")
      findings.schema(`${place}/JitterStrategy`, "Value must be one of: [FULL, NONE]");
  });
  eachOf(state, "Catch", location, findings, (catcher, place) => {
    checkFields(catcher, place, findings, catcherFields);
    for (const field of ["Comment", "Next"]) checkText(catcher, field, place, findings);
    for (const field of Object.keys(catcher)) {
      const other = languageOf(field);
      if (other !== undefined && other !== language)
        findings.schema(
          place,
          `The QueryLanguage is set to '${language}', but field '${field}' is only supported for the '${other}' QueryLanguage`,
        );
    }
  });
}

function eachOf(
  state: Members,
  field: "Retry" | "Catch",
  location: string,
  findings: Findings,
  check: (entry: Members, place: string) => void,
): void {
  const list = state[field];
  if (list === undefined) return;
  if (!Array.isArray(list)) {
    findings.schema(`${location}/${field}`, "Value must be an array");
    return;
  }
  for (const [index, entry] of list.entries()) {
    const place = `${location}/${field}[${index}]`;
    if (!isObject(entry)) findings.schema(place, "Value must be an object");
    else {
      check(entry, place);
      checkErrorEquals(entry.ErrorEquals, place, findings, index === list.length - 1);
    }
  }
}

function checkErrorEquals(names: unknown, location: string, findings: Findings, isLast: boolean): void {
  if (names === undefined) return;
  const place = `${location}/ErrorEquals`;
  if (!Array.isArray(names) || names.length === 0 || !names.every((name) => typeof name === "string")) {
    findings.schema(place, "Value must be an array with at least one error name");
    return;
  }
  if (names.includes("States.ALL") && (names.length > 1 || !isLast))
    findings.schema(place, "'States.ALL' must be the only error name, and stand in the last entry");
}

/** The fields of a state type: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-states.html */
export interface StateFields {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** At most one of each group may be there. */
  readonly exclusive: readonly (readonly string[])[];
}

const general = ["Type", "Comment", "QueryLanguage"];
const filters = ["InputPath", "OutputPath", "Output"];
const flow = [...filters, "Assign", "Next", "End"];
const result = ["Parameters", "Arguments", "ResultSelector", "ResultPath", ...flow];
const recovery = ["Retry", "Catch"];

/** With the field that gives its value by a path: `TimeoutSeconds` and `TimeoutSecondsPath`. */
const withPath = (...names: string[]) => names.flatMap((name) => [name, `${name}Path`]);
const oneOfEach = (...names: string[]) => names.map((name) => withPath(name));

/** The fields of each state type, in either query language. */
export const stateFields: ReadonlyMap<string, StateFields> = new Map([
  fields("Pass", ["Type"], [...flow, "Parameters", "Result", "ResultPath"]),
  fields(
    "Task",
    ["Type", "Resource"],
    [...result, ...recovery, "Credentials", ...withPath("TimeoutSeconds", "HeartbeatSeconds")],
    oneOfEach("TimeoutSeconds", "HeartbeatSeconds"),
  ),
  fields("Choice", ["Type", "Choices"], [...filters, "Assign", "Default"]),
  fields("Wait", ["Type"], [...flow, ...withPath("Seconds", "Timestamp")], [withPath("Seconds", "Timestamp")]),
  fields("Succeed", ["Type"], filters),
  fields("Fail", ["Type"], withPath("Error", "Cause"), oneOfEach("Error", "Cause")),
  fields("Parallel", ["Type", "Branches"], [...result, ...recovery]),
  fields(
    "Map",
    ["Type"],
    [
      ...result,
      ...recovery,
      ...withPath("MaxConcurrency", "ToleratedFailureCount", "ToleratedFailurePercentage"),
      "ItemProcessor",
      "Iterator",
      "Items",
      "ItemsPath",
      "ItemSelector",
      "ItemReader",
      "ItemBatcher",
      "ResultWriter",
      "Label",
    ],
    [
      ...oneOfEach("MaxConcurrency", "ToleratedFailureCount", "ToleratedFailurePercentage"),
      ["ItemProcessor", "Iterator"],
      ["ItemSelector", "Parameters"],
    ],
  ),
]);

function fields(
  type: string,
  required: string[],
  optional: string[],
  exclusive: string[][] = [],
): readonly [string, StateFields] {
  return [type, { required, optional: [...general, ...optional], exclusive }];
}

/** Fields that only JSONPath states have. Every `…Path` field is one, too. */
const jsonPathOnly = new Set(["Parameters", "ResultSelector", "Result"]);
const jsonataOnly = new Set(["Arguments", "Output", "Items"]);

/** The query language that a field belongs to; undefined for fields of both. */
export function languageOf(field: string): "JSONPath" | "JSONata" | undefined {
  if (jsonataOnly.has(field)) return "JSONata";
  return jsonPathOnly.has(field) || field.endsWith("Path") ? "JSONPath" : undefined;
}

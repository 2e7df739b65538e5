import { describe, expect, it } from "@jest/globals";
import { describeDiagnostic } from "../../../local/step-functions/asl/diagnostic.ts";
import { validateDefinition } from "../../../local/step-functions/asl/validation/validate-definition.ts";

const end = { Type: "Pass", End: true };

/** What is found wrong with a definition, as AWS writes it in an InvalidDefinition. */
const mistakes = (definition: object) =>
  validateDefinition(JSON.stringify(definition)).diagnostics.map(describeDiagnostic);

/** A machine of one state. */
const only = (state: object, rest: object = {}) => ({ StartAt: "A", States: { A: state }, ...rest });
const jsonata = (state: object) => only(state, { QueryLanguage: "JSONata" });
const task = (fields: object) =>
  only({ Type: "Task", Resource: "arn:aws:states:::lambda:invoke", End: true, ...fields });
const asks = (rule: object, fields: object = {}) => ({
  StartAt: "Q",
  States: { Q: { Type: "Choice", Choices: [{ Next: "A", ...rule }], ...fields }, A: end },
});

describe("a definition's states and transitions", () => {
  it.each<[string, object, string[]]>([
    ["nothing wrong", only(end), []],
    ["a Choice without Default is legal", asks({ Variable: "$.a", IsNull: true }), []],
    ["no states", { StartAt: "A" }, ["SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /"]],
    ["no start", { States: { A: end } }, ["SCHEMA_VALIDATION_FAILED: These fields are required: [StartAt] at /"]],
    [
      "an unknown field",
      { ...only(end), Statez: {} },
      ["SCHEMA_VALIDATION_FAILED: Field 'Statez' is not supported at /"],
    ],
    ["no type", only({ End: true }), ["SCHEMA_VALIDATION_FAILED: These fields are required: [Type] at /States/A"]],
    [
      "an unknown type",
      only({ Type: "Sleep", End: true }),
      [
        "SCHEMA_VALIDATION_FAILED: Value must be one of: [Pass, Task, Choice, Wait, Succeed, Fail, Parallel, Map] at /States/A/Type",
      ],
    ],
    [
      "a target that is not there",
      { StartAt: "pass1", States: { pass1: { Type: "Pass", Next: "pass3" }, pass2: end } },
      [
        "MISSING_TRANSITION_TARGET: Missing 'Next' target: pass3 at /States/pass1/Next",
        'MISSING_TRANSITION_TARGET: State "pass2" is not reachable. at /States/pass2',
      ],
    ],
    [
      "a start that is not there",
      { StartAt: "none", States: { A: end } },
      [
        "MISSING_TRANSITION_TARGET: Missing 'Next' target: none at /StartAt",
        'MISSING_TRANSITION_TARGET: State "A" is not reachable. at /States/A',
      ],
    ],
    [
      "a loop",
      { StartAt: "A", States: { A: { Type: "Pass", Next: "B" }, B: { Type: "Pass", Next: "A" } } },
      ["MISSING_END_STATE: Workflow has no terminal state at null"],
    ],
    [
      "a loop beside an end that nothing leads to",
      { StartAt: "A", States: { A: { Type: "Pass", Next: "A" }, C: end } },
      ['MISSING_TRANSITION_TARGET: State "C" is not reachable. at /States/C'],
    ],
    [
      "targets of rules, defaults and catchers that are not there",
      {
        StartAt: "C",
        States: {
          C: { Type: "Choice", Choices: [{ Variable: "$.a", IsNull: true, Next: "X" }], Default: "Y" },
          A: end,
        },
      },
      [
        "MISSING_TRANSITION_TARGET: Missing 'Next' target: X at /States/C/Choices[0]/Next",
        "MISSING_TRANSITION_TARGET: Missing 'Next' target: Y at /States/C/Default",
        'MISSING_TRANSITION_TARGET: State "A" is not reachable. at /States/A',
      ],
    ],
    [
      "a rule without Next",
      asks({ Variable: "$", StringMatches: "Test", Next: undefined }, { Default: "A" }),
      ["SCHEMA_VALIDATION_FAILED: These fields are required: [Next] at /States/Q/Choices[0]"],
    ],
    [
      "a name that is given twice",
      only({ Type: "Parallel", End: true, Branches: [only(end)] }),
      ["DUPLICATE_STATE_NAME: Duplicate State name: A at /States/A/Branches[0]/States/A"],
    ],
    [
      "Next and End at once",
      { StartAt: "A", States: { A: { ...end, Next: "B" }, B: end } },
      ["SCHEMA_VALIDATION_FAILED: There should only be one of the following fields: [Next, End] at /States/A"],
    ],
  ])("%s", (_what, definition, expected) => {
    expect(mistakes(definition)).toEqual(expected);
  });
});

describe("a state's fields", () => {
  it.each(["Pass", "Wait", "Choice", "Succeed", "Fail"])("Retry and Catch are not supported by a %s state", (Type) => {
    const found = mistakes(only({ Type, Retry: [], Catch: [] }));
    expect(found).toContain("SCHEMA_VALIDATION_FAILED: Field 'Retry' is not supported at /States/A");
    expect(found).toContain("SCHEMA_VALIDATION_FAILED: Field 'Catch' is not supported at /States/A");
  });

  it.each<[string, object, string]>([
    [
      "TimeoutSeconds of a Parallel",
      only({ Type: "Parallel", Branches: [only(end)], End: true, TimeoutSeconds: 1 }),
      "Field 'TimeoutSeconds' is not supported at /States/A",
    ],
    [
      "both ways to set a timeout",
      task({ TimeoutSeconds: 1, TimeoutSecondsPath: "$.t" }),
      "There should only be one of the following fields: [TimeoutSeconds, TimeoutSecondsPath] at /States/A",
    ],
    ["no time at all", task({ TimeoutSeconds: 0 }), "Minimum value is 1 at /States/A/TimeoutSeconds"],
    [
      "a heartbeat as long as the timeout",
      task({ TimeoutSeconds: 5, HeartbeatSeconds: 5 }),
      "'HeartbeatSeconds' must be smaller than 'TimeoutSeconds' at /States/A",
    ],
    [
      "a Wait without an end",
      only({ Type: "Wait", End: true }),
      "There must be one of the following fields: [Seconds, SecondsPath, Timestamp, TimestampPath] at /States/A",
    ],
    [
      "a Wait with two ends",
      only({ Type: "Wait", Seconds: 1, SecondsPath: "$.s", End: true }),
      "There should only be one of the following fields: [Seconds, SecondsPath, Timestamp, TimestampPath] at /States/A",
    ],
    [
      "a timestamp that is none",
      only({ Type: "Wait", Timestamp: "2016-13-05T21:29:29Z", End: true }),
      "Value must be a valid timestamp, e.g. 2026-01-05T09:30:00Z at /States/A/Timestamp",
    ],
    [
      "a negative MaxConcurrency",
      only({ Type: "Map", MaxConcurrency: -1, ItemProcessor: only(end), End: true }),
      "Minimum value is 0 at /States/A/MaxConcurrency",
    ],
    [
      "a percentage above 100",
      only({ Type: "Map", ToleratedFailurePercentage: 101, ItemProcessor: only(end), End: true }),
      "Maximum value is 100.0 at /States/A/ToleratedFailurePercentage",
    ],
    [
      "an ItemProcessor's own language",
      only({ Type: "Map", ItemProcessor: { ...only(end), QueryLanguage: "JSONata" }, End: true }),
      "Field 'QueryLanguage' is not supported at /States/A/ItemProcessor",
    ],
    [
      "an error in an array of none",
      task({ Retry: [{ ErrorEquals: [] }] }),
      "Value must be an array with at least one error name at /States/A/Retry[0]/ErrorEquals",
    ],
    [
      "States.ALL before others",
      task({ Retry: [{ ErrorEquals: ["States.ALL"] }, { ErrorEquals: ["X"] }] }),
      "'States.ALL' must be the only error name, and stand in the last entry at /States/A/Retry[0]/ErrorEquals",
    ],
    [
      "a retrier's unknown field",
      task({ Retry: [{ ErrorEquals: ["X"], Wait: 1 }] }),
      "Field 'Wait' is not supported at /States/A/Retry[0]",
    ],
    [
      "a rate below 1",
      task({ Retry: [{ ErrorEquals: ["X"], BackoffRate: 0.5 }] }),
      "Minimum value is 1.0 at /States/A/Retry[0]/BackoffRate",
    ],
    [
      "a catcher that leads nowhere",
      task({ Catch: [{ ErrorEquals: ["X"] }] }),
      "These fields are required: [Next] at /States/A/Catch[0]",
    ],
    [
      "two operators",
      asks({ Variable: "$.a", IsNull: true, IsString: true }),
      "A rule must have exactly one operator at /States/Q/Choices[0]",
    ],
    [
      "an operand of another type",
      asks({ Variable: "$.a", NumericEquals: "1" }),
      "Value must be a number at /States/Q/Choices[0]/NumericEquals",
    ],
    [
      "an operand that is no path",
      asks({ Variable: "$.a", NumericEqualsPath: "1" }),
      "Value must be a valid JSONPath. at /States/Q/Choices[0]/NumericEqualsPath",
    ],
    [
      "a rule within a rule",
      asks({ And: [{ Variable: "$.a", IsNull: "yes" }] }),
      "Value must be a boolean at /States/Q/Choices[0]/And[0]/IsNull",
    ],
  ])("%s", (_what, definition, expected) => {
    expect(mistakes(definition)).toContain(`SCHEMA_VALIDATION_FAILED: ${expected}`);
  });
});

describe("the two query languages", () => {
  const onlyIn = (own: string, field: string, other: string) =>
    `SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to '${own}', but field '${field}' is only supported for the '${other}' QueryLanguage at /States/A`;

  it.each(["InputPath", "OutputPath", "ResultPath", "Parameters", "Result"])(
    "%s is not for JSONata states",
    (field) => {
      expect(mistakes(jsonata({ ...end, [field]: "$" }))).toEqual([onlyIn("JSONata", field, "JSONPath")]);
    },
  );

  it("Output is not for JSONPath states, nor their catchers", () => {
    expect(mistakes(only({ ...end, Output: 1 }))).toEqual([onlyIn("JSONPath", "Output", "JSONata")]);
    const caught = task({ Catch: [{ ErrorEquals: ["X"], Next: "A", Output: 1 }] });
    expect(mistakes(caught)).toEqual([`${onlyIn("JSONPath", "Output", "JSONata")}/Catch[0]`]);
  });

  it("a state may be JSONata in a JSONPath machine, but not the other way round", () => {
    expect(mistakes(only({ ...end, QueryLanguage: "JSONata", Output: "{% 1 %}" }))).toEqual([]);
    expect(mistakes(jsonata({ ...end, QueryLanguage: "JSONPath" }))).toEqual([
      "SCHEMA_VALIDATION_FAILED: 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine at /States/A",
    ]);
  });

  it("states within a Map have the machine's language, not the Map's", () => {
    const inner = only({ ...end, Output: 1 });
    const map = {
      Type: "Map",
      QueryLanguage: "JSONata",
      ItemProcessor: { StartAt: "B", States: { B: inner.States.A } },
      End: true,
    };
    expect(mistakes(only(map))).toEqual([`${onlyIn("JSONPath", "Output", "JSONata")}/ItemProcessor/States/B`]);
  });

  it.each([
    ["a path", "InputPath", "Test", "Value must be a valid JSONPath. at /States/A/InputPath"],
    ["a reference path", "ResultPath", "$.a[*]", "Value is not a Reference Path at /States/A/ResultPath"],
    [
      "a template's path",
      "Parameters",
      { "v.$": "Test" },
      "The value for the field 'v.$' must be a valid JSONPath or a valid intrinsic function call at /States/A/Parameters",
    ],
    [
      "an intrinsic function",
      "Parameters",
      { deep: { "v.$": "States.Nope($)" } },
      "The value for the field 'v.$' must be a valid JSONPath or a valid intrinsic function call at /States/A/Parameters/deep",
    ],
  ])("%s must be one", (_what, field, value, expected) => {
    expect(mistakes(only({ ...end, [field]: value }))).toEqual([`SCHEMA_VALIDATION_FAILED: ${expected}`]);
  });

  it.each([
    ["a[1,2)", 'INVALID_JSONATA_EXPRESSION: Expected "]", got ","'],
    ["1 +", "INVALID_JSONATA_EXPRESSION: Unexpected end of expression"],
    ['$match("a", /abc', "INVALID_JSONATA_EXPRESSION: No terminating / in regular expression"],
    ["phone", "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'phone' at the top level is not supported."],
    ["$sum(items.price)", "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'items' at the top level is not supported."],
    [
      "$states.errorOutput",
      "UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$states.errorOutput' is not supported in this field.",
    ],
    [
      "$states.result.x",
      "UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$states.result' is not supported in this field.",
    ],
  ])("{%% %s %%} is refused", (source, expected) => {
    expect(mistakes(jsonata({ ...end, Output: { v: `{% ${source} %}` } }))).toEqual([
      `${expected} at /States/A/Output/v`,
    ]);
  });

  it.each([
    "$states.input.items[price > 1].name",
    "$map($states.input.list, function($v) { $v.name })",
    "$states.input.list.{ 'n': name }",
    "$sort($states.input.list, function($l, $r) { $l.n > $r.n })",
    "$states.input.list^(>price).name",
    "$states.input ~> |items|{ 'seen': price > 1 }|",
    "($a := $states.input; $a.b)",
  ])("{%% %s %%} is fine", (source) => {
    expect(mistakes(jsonata({ ...end, Output: `{% ${source} %}` }))).toEqual([]);
  });

  it("a result is there for a Task's Output, a caught error for a catcher's", () => {
    const state = {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Output: "{% $states.result.Payload %}",
      Catch: [{ ErrorEquals: ["X"], Next: "B", Output: "{% $states.errorOutput %}" }],
      End: true,
    };
    expect(mistakes({ QueryLanguage: "JSONata", StartAt: "A", States: { A: state, B: end } })).toEqual([]);
  });
});

describe("what may be meant otherwise is warned of", () => {
  it.each([
    [{ ...end, Parameters: { v: "$.a" } }, "NO_DOLLAR", "/States/A/Parameters/v"],
    [{ ...end, Result: { "v.$": "$.a" } }, "PASS_RESULT_IS_STATIC", "/States/A/Result"],
    [{ Type: "Fail", Error: "$.a" }, "NO_PATH", "/States/A/Error"],
  ])("%j", (state, code, location) => {
    expect(validateDefinition(JSON.stringify(only(state))).diagnostics).toMatchObject([
      { severity: "WARNING", code, location },
    ]);
  });
});

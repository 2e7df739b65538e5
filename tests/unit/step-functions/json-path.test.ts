import { describe, expect, it } from "@jest/globals";
import { compilePath } from "../../../local/step-functions/query/json-path.ts";
import { createRoom, functionArn } from "./test-service.ts";

const store = {
  book: [
    { t: "A", price: 8, isbn: "1" },
    { t: "B", price: 12 },
    { t: "C", price: 22, isbn: "3" },
  ],
  "odd name": { x: null },
};
const pass = (fields: object, input: unknown = {}) =>
  createRoom().run({ StartAt: "Only", States: { Only: { Type: "Pass", End: true, ...fields } } }, input);

describe("JSONPath", () => {
  it.each([
    [".book[0].t", "A"],
    [".book[-1].t", "C"],
    ["['odd name'].x", null],
    [".book[*].t", ["A", "B", "C"]],
    [".book[0,2].t", ["A", "C"]],
    [".book[1:].t", ["B", "C"]],
    [".book[:-1].t", ["A", "B"]],
    ["..price", [8, 12, 22]],
    [".book[?(@.price < 20 && @.isbn)].t", ["A"]],
    [".book[?(@.t == 'B' || @.price >= 22)].t", ["B", "C"]],
    [".book[?(!(@.isbn))].t", ["B"]],
    [".none[*].x", []],
    ["", store],
  ])("$%s reads %j", (path, expected) => {
    expect(compilePath(path).read(store)).toEqual({ ok: true, value: expected });
  });

  it("says how far a path got that points at nothing", () => {
    expect(compilePath(".book[7].t").read(store)).toEqual({ ok: false, reached: "$['book'][7]", last: false });
  });

  it.each([".a b", "[", ".a[x]", "[?(@.a ~ 1)]"])("%s is no path", (path) => {
    expect(() => compilePath(path)).toThrow();
  });
});

describe("JSONPath states", () => {
  it("filter their input, build parameters, and put the result into the input", async () => {
    const execution = await createRoom({
      Add: (payload) => ({ sum: (payload as { a: number }).a + 1, other: true }),
    }).run(
      {
        StartAt: "Add",
        States: {
          Add: {
            Type: "Task",
            Resource: functionArn("Add"),
            InputPath: "$.data",
            Parameters: { "a.$": "$.n", "who.$": "$$.State.Name" },
            ResultSelector: { "value.$": "$.sum" },
            ResultPath: "$.out.result",
            OutputPath: "$.out",
            End: true,
          },
        },
      },
      { data: { n: 1 } },
    );
    expect(execution.output?.value).toEqual({ result: { value: 2 } });
  });

  it.each([
    ["States.Format('{}-{}', $.a, States.ArrayLength($.list))", "x-3"],
    ["States.Format('\\{{}\\}', $.a)", "{x}"],
    ["States.ArrayGetItem($.list, 1)", 2],
    ["States.StringSplit('a,b;c', ',;')", ["a", "b", "c"]],
    ["States.JsonToString($.list)", "[1,2,3]"],
    ["States.MathAdd(States.ArrayLength($.list), -1)", 2],
    ["States.ArrayUnique(States.Array(1, 1, 2))", [1, 2]],
    ["States.UUID()", "00000000-0000-4000-8000-000000000002"],
  ])("%s is %j", async (call, expected) => {
    const execution = await pass({ Parameters: { "v.$": call } }, { a: "x", list: [1, 2, 3] });
    expect(execution.cause).toBeUndefined();
    expect(execution.output?.value).toEqual({ v: expected });
  });

  it("fail with AWS's words for a path that points at nothing", async () => {
    expect((await pass({ Parameters: { "v.$": "$.none" } })).cause).toBe(
      "An error occurred while executing the state 'Only' (entered at the event id #2). The JSONPath '$.none' specified for the field 'v.$' could not be found in the input '{}'",
    );
    expect((await pass({ OutputPath: "$.none" })).cause).toContain(
      "Invalid path '$.none' : No results for path: $['none']",
    );
  });

  it.each([
    [{ Variable: "$.n", NumericGreaterThan: 3 }, true],
    [{ Variable: "$.n", StringEquals: "5" }, false],
    [{ Variable: "$.s", StringMatches: "a*\\*z" }, true],
    [{ Variable: "$.t", TimestampLessThan: "2026-01-01T00:00:00Z" }, true],
    [{ Variable: "$.n", NumericEqualsPath: "$.m" }, true],
    [{ Variable: "$.none", IsPresent: false }, true],
    [{ Variable: "$.nothing", IsNull: true }, true],
    [{ And: [{ Variable: "$.n", IsNumeric: true }, { Not: { Variable: "$.s", IsString: true } }] }, false],
    [
      {
        Or: [
          { Variable: "$.b", BooleanEquals: false },
          { Variable: "$.t", IsTimestamp: true },
        ],
      },
      true,
    ],
  ])("the rule %j is %s", async (rule, expected) => {
    const definition = {
      StartAt: "Ask",
      States: {
        Ask: { Type: "Choice", Choices: [{ ...rule, Next: "Yes" }], Default: "No" },
        Yes: { Type: "Pass", Result: true, End: true },
        No: { Type: "Pass", Result: false, End: true },
      },
    };
    const execution = await createRoom().run(definition, {
      n: 5,
      m: 5,
      s: "abc*z",
      t: "2025-12-31T23:59:59+00:00",
      nothing: null,
      b: true,
    });
    expect(execution.output?.value).toBe(expected);
  });

  it("pass variables to JSONata states and back", async () => {
    const execution = await createRoom().run(
      {
        StartAt: "Path",
        States: {
          Path: { Type: "Pass", Assign: { "n.$": "$.n" }, Next: "Expression" },
          Expression: { Type: "Pass", QueryLanguage: "JSONata", Assign: { n: "{% $n + 1 %}" }, Next: "Last" },
          Last: { Type: "Pass", Parameters: { "n.$": "$n" }, End: true },
        },
      },
      { n: 1 },
    );
    expect(execution.output?.value).toEqual({ n: 2 });
  });
});

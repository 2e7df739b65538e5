import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { partition, range, seededRandom } from "../../../local/step-functions/query/jsonata-functions.ts";
import { createRoom, fault, functionArn, jsonata } from "./test-service.ts";

const evaluate = async (Output: unknown, input: unknown = {}) =>
  createRoom().run(jsonata({ Only: { Type: "Pass", Output, End: true } }), input);

describe("JSONata expressions", () => {
  it.each([
    ["{% $partition([1..5], 2) %}", [[1, 2], [3, 4], [5]]],
    ["{% $range(0, 10, 5) %}", [0, 5, 10]],
    ["{% $range(3, 1, -1) %}", [3, 2, 1]],
    ["{% $hash('a', 'SHA-1') %}", "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8"],
    ["{% $parse('{\"a\":[1]}').a %}", [1]],
    ["{% $uuid() %}", "00000000-0000-4000-8000-000000000002"],
    ["{% $random() %}", 0.5],
    ["{% $random(7) = $random(7) %}", true],
    ["{% $millis() %}", Date.parse("2026-01-05T00:00:00Z")],
    ["{% $now() %}", "2026-01-05T00:00:00.000Z"],
    ["{% $now('[Y]/[M01]', '+0900') %}", "2026/01"],
    [" {% not an expression %}", " {% not an expression %}"],
    [
      ["{% 1 + 1 %}", { deep: ["{% 'x' %}", null] }],
      [2, { deep: ["x", null] }],
    ],
    ["{% [1/0, {'low': -1/0}] %}", ["Infinity", { low: "-Infinity" }]],
    ["{% $states.context.Execution.Name %}", "00000000-0000-4000-8000-000000000001"],
    ["{%\n  (\n    $a := 1;\n    $a + 1\n  )\n%}", 2],
  ])("%j is %j", async (Output, expected) => {
    const execution = await evaluate(Output);
    expect(execution.cause).toBeUndefined();
    expect(execution.output?.value).toEqual(expected);
  });

  it.each([
    ["{% $states.input.none %}", "returned nothing (undefined)."],
    ["{% function($x){$x} %}", "returned an unsupported result type."],
    ["{% {'f': function($x){$x}} %}", "returned an unsupported result type."],
    ["{% $error('stop') %}", "threw an error during evaluation. D3137: stop"],
    ["{% $eval('1') %}", "threw an error during evaluation. T1006: Attempted to invoke a non-function"],
    ["{% $parse('{') %}", "threw an error during evaluation: "],
    ["{% $hash('a', 'CRC32') %}", "threw an error during evaluation: "],
    ["{% $states.context.Map %}", "returned nothing (undefined)."],
  ])("%s fails the state: it %s", async (Output, words) => {
    const execution = await evaluate(Output);
    expect(execution).toMatchObject({ status: "FAILED", error: "States.QueryEvaluationError" });
    expect(execution.cause).toContain(`specified for the field 'Output' ${words}`);
  });

  it("names the place of a fault within a template", async () => {
    const execution = await evaluate({ list: [1, { here: "{% $none %}" }] });
    expect(execution.cause).toContain("specified for the field 'Output/list[1]/here'");
  });

  it("a Condition must be a boolean", async () => {
    const execution = await createRoom().run(
      jsonata({
        Ask: { Type: "Choice", Choices: [{ Condition: "{% 'yes' %}", Next: "End" }], Default: "End" },
        End: { Type: "Succeed" },
      }),
    );
    expect(execution.cause).toContain(
      "The JSONata expression ''yes'' specified for the field 'Choices[0]/Condition' returned an unexpected result type. Expected 'boolean', but was 'string' for value: \"yes\"",
    );
  });

  it("cuts arrays into parts that make the whole again", () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 10 }), (items, size) => {
        const parts = partition(items, size);
        expect(parts.flat()).toEqual(items);
        expect(parts.every((part) => part.length >= 1 && part.length <= size)).toBe(true);
      }),
    );
  });

  it("ranges begin with the first number and never pass the last", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -100, max: 100 }),
        fc.integer({ min: -100, max: 100 }),
        fc.integer({ min: 1, max: 9 }),
        (first, last, step) => {
          const numbers = range(first, last, step);
          expect(numbers.every((number, index) => number === first + index * step && number <= last)).toBe(true);
          expect(numbers.length > 0).toBe(first <= last);
        },
      ),
    );
  });

  it("random numbers of a seed are between 0 and 1", () => {
    fc.assert(fc.property(fc.integer(), (seed) => expect(seededRandom(seed)).toBeGreaterThanOrEqual(0)));
    fc.assert(fc.property(fc.integer(), (seed) => expect(seededRandom(seed)).toBeLessThan(1)));
  });
});

describe("variables", () => {
  it("are seen from the next state on, not in the state's own Output", async () => {
    const execution = await createRoom().run(
      jsonata({
        Set: { Type: "Pass", Assign: { n: 1 }, Next: "Change" },
        Change: { Type: "Pass", Assign: { n: "{% $n + 1 %}", before: "{% $n %}" }, Output: "{% $n %}", Next: "Read" },
        Read: {
          Type: "Pass",
          Output: { n: "{% $n %}", before: "{% $before %}", own: "{% $states.input %}" },
          End: true,
        },
      }),
    );
    expect(execution.output?.value).toEqual({ n: 2, before: 1, own: 1 });
    expect(execution.history[4]?.details.stateExitedEventDetails?.assignedVariables).toEqual({ n: "2", before: "1" });
  });

  it("of outer scopes can be read in branches; a branch's own end with it", async () => {
    const execution = await createRoom().run(
      jsonata({
        Set: { Type: "Pass", Assign: { outer: "o" }, Next: "Both" },
        Both: {
          Type: "Parallel",
          Branches: ["x", "y"].map((own) => ({
            StartAt: `Set-${own}`,
            States: {
              [`Set-${own}`]: { Type: "Pass", Assign: { own }, Next: `Read-${own}` },
              [`Read-${own}`]: { Type: "Pass", Output: "{% $outer & $own %}", End: true },
            },
          })),
          Next: "After",
        },
        After: { Type: "Pass", Output: { both: "{% $states.input %}", own: "{% $exists($own) %}" }, End: true },
      }),
    );
    expect(execution.output?.value).toEqual({ both: ["ox", "oy"], own: false });
  });

  it("can hold a Task's result", async () => {
    const execution = await createRoom({ Get: () => ({ id: 9 }) }).run(
      jsonata({
        Get: {
          Type: "Task",
          Resource: functionArn("Get"),
          Assign: { got: "{% $states.result.id %}" },
          Output: "{% $states.input %}",
          Next: "Read",
        },
        Read: { Type: "Pass", Output: "{% $got %}", End: true },
      }),
    );
    expect(execution.output?.value).toBe(9);
  });

  it("are larger than what may be kept only in vain", async () => {
    const execution = await createRoom().run(
      jsonata({ Set: { Type: "Pass", Assign: { big: "{% $pad('x', 300000, 'x') %}" }, End: true } }),
    );
    expect(execution).toMatchObject({ status: "FAILED", error: "States.DataLimitExceeded" });
  });
});

describe("executions do not see each other", () => {
  it("runs many of one machine at the same time, each with its own data", async () => {
    const room = createRoom({
      Work: (payload) => {
        if (Number(payload) % 7 === 0) throw fault("Rejected");
        return payload;
      },
    });
    const arn = room.machine(
      jsonata({
        Keep: { Type: "Pass", Assign: { mine: "{% $states.input.n %}" }, Next: "Work" },
        Work: {
          Type: "Task",
          Resource: functionArn("Work"),
          Arguments: "{% $mine %}",
          Next: "Say",
          Catch: [{ ErrorEquals: ["Rejected"], Next: "Say", Output: -1 }],
        },
        Say: { Type: "Pass", Output: ["{% $mine %}", "{% $states.input %}"], End: true },
      }),
    );
    const executions = Array.from({ length: 100 }, (_, n) => room.start(arn, { n }));
    await Promise.all(executions.map(({ ended }) => ended));
    expect(executions.map(({ output }) => output?.value)).toEqual(executions.map((_, n) => [n, n % 7 === 0 ? -1 : n]));
  });
});

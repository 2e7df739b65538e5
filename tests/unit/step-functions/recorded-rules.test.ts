import { describe, expect, it } from "@jest/globals";
import { compilePath } from "../../../local/step-functions/query/json-path.ts";
import { createRoom, fault, functionArn, jsonata, shape } from "./test-service.ts";

const pass = (fields: object, input: unknown = {}) =>
  createRoom().run({ StartAt: "Only", States: { Only: { Type: "Pass", End: true, ...fields } } }, input);
const inState = (name: string, entered = 2) =>
  `An error occurred while executing the state '${name}' (entered at the event id #${entered}). `;

describe("intrinsic functions", () => {
  it.each<[string, unknown]>([
    ["States.StringToJson(' ')", null],
    ["States.StringToJson('-0')", 0],
    ["States.StringSplit(', , ,', ',')", [" ", " "]],
    ["States.StringSplit('a.b+c', '.+')", ["a", "b", "c"]],
    ["States.ArrayRange(9, 1, -4)", [9, 5, 1]],
    ["States.ArrayPartition($.list, 4)", [[1, 2, 3]]],
    ["States.ArrayContains($.list, 2)", true],
    ["States.MathAdd(-0.5, 0)", 0],
    ["States.MathAdd(1.5, 1.51)", 4],
    ["States.Base64Decode(States.Base64Encode('aä'))", "aä"],
    ["States.Hash('input data', 'SHA-1')", "aaff4a450a104cd177d28d18d74485e8cae074b7"],
    ["States.Format('{} {}', $.o, null)", "{a=1, b=[x]} null"],
    ["States.Format('it\\'s \\{{}\\}', $.list)", "it's {[1, 2, 3]}"],
    ['States.JsonMerge($.o, States.StringToJson(\'{"a": "2"}\'), false)', { a: "2", b: ["x"] }],
    ["States.ArrayGetItem(States.Array(States.UUID(), 'b'), 1)", "b"],
    ["States.ArrayLength($.list.length())", "no array"],
  ])("%s is %j", async (call, expected) => {
    const { output, error } = await pass({ Parameters: { "v.$": call } }, { list: [1, 2, 3], o: { a: 1, b: ["x"] } });
    expect(error ?? output?.value).toEqual(expected === "no array" ? "States.IntrinsicFailure" : { v: expected });
  });

  it.each([
    ["States.Format('{}', $.nope)", "$.nope"],
    ["States.Format('{}', States.Format('{}', $.nope))", "$.nope"],
    ["States.Format('{}', $.items[5])", "$.items[5]"],
    ["States.Format('{}', $$.Nope.Deep)", "$.Nope.Deep"],
  ])("the cause of %s names the whole expression and what %s does not find", async (call, path) => {
    const execution = await pass({ Parameters: { "v.$": call } }, { items: [1] });
    expect(execution).toMatchObject({
      error: "States.Runtime",
      cause: `${inState("Only")}The function '${call}' had the following error: The JsonPath argument for the field '${path}' could not be found in the input '{"items":[1]}'`,
    });
  });
});

describe("paths", () => {
  it("an index behind the end of an array gives null in a template, and nowhere else", async () => {
    expect((await pass({ Parameters: { "v.$": "$.items[5]" } }, { items: [1] })).output?.value).toEqual({ v: null });
    expect((await pass({ OutputPath: "$.items[5]" }, { items: [1] })).error).toBe("States.Runtime");
  });

  it("a path into the context object that finds nothing shows the context object", async () => {
    const { cause } = await pass({ Parameters: { "v.$": "$$.Execution.Input.none" } });
    expect(cause).toContain(`could not be found in the input '{"Execution":{"Id":"arn:`);
  });

  it.each<[string, unknown]>([
    [".list.length()", 3],
    [".list.max()", 5],
    [".list.sum()", 9],
    [".list.avg()", 3],
    ["..n.min()", 1],
    [".o.keys()", ["n"]],
    [".list.last()", 5],
    [".rows[?(@.name =~ /a.*/i)].n", [1]],
    [".rows[?(@.n in [2, 3])].name", ["b"]],
    [".rows[?(@.name nin ['Ab'])].n", [2]],
  ])("$%s reads %j", (path, expected) => {
    const document = {
      list: [1, 3, 5],
      o: { n: 7 },
      rows: [
        { n: 1, name: "Ab" },
        { n: 2, name: "b" },
      ],
    };
    expect(compilePath(path).read(document)).toEqual({ ok: true, value: expected });
  });

  it("a function that is unknown is no path", () => {
    expect(() => compilePath(".a.median()")).toThrow("there is no function 'median()'");
  });
});

describe("documents", () => {
  it("lose their white space where they enter the first state, and keep the spelling of numbers", async () => {
    const room = createRoom();
    const arn = room.machine({ StartAt: "A", States: { A: { Type: "Pass", End: true } } });
    const execution = room.service.startExecution({
      stateMachineArn: arn,
      input: '[ 1.0,\n "a  \\" b", {"c" : 1e21} ]',
    });
    await execution.ended;
    expect(execution.input.text).toBe('[ 1.0,\n "a  \\" b", {"c" : 1e21} ]');
    expect(execution.output?.text).toBe('[1.0,"a  \\" b",{"c":1e21}]');
  });

  it("the variables of one Assign may not be larger together than one payload", async () => {
    const half = "x".repeat(150_000);
    expect(await pass({ Assign: { a: half } })).toMatchObject({ status: "SUCCEEDED" });
    expect(await pass({ Assign: { a: half, b: half } })).toMatchObject({ error: "States.DataLimitExceeded" });
  });
});

describe("JSONata fields", () => {
  it.each([
    ["Wait", { Seconds: "{% 'soon' %}" }, "Seconds", "number", '"soon"'],
    ["Wait", { Timestamp: "{% 5 %}" }, "Timestamp", "string", "5"],
    ["Fail", { Error: "{% [1] %}" }, "Error", "string", "[1]"],
  ])("of a %s state, %j has another type than it needs", async (Type, fields, location, expected, value) => {
    const source = String(Object.values(fields)[0]).slice(2, -2).trim();
    const execution = await createRoom().run(
      jsonata({ A: { Type, ...fields, ...(Type === "Wait" && { End: true }) } }),
    );
    expect(execution).toMatchObject({ error: "States.QueryEvaluationError" });
    expect(execution.cause).toContain(
      `The JSONata expression '${source}' specified for the field '${location}' returned an unexpected result type. Expected '${expected}'`,
    );
    expect(execution.cause).toContain(`for value: ${value}`);
  });

  it("of a Choice rule and of a catcher are named by their place", async () => {
    const choice = jsonata({
      Q: { Type: "Choice", Choices: [{ Condition: true, Next: "E", Output: { v: "{% $none %}" } }] },
      E: { Type: "Succeed" },
    });
    expect((await createRoom().run(choice)).cause).toContain("specified for the field 'Choices[0]/Output/v'");
  });
});

describe("failures inside Parallel and Map states", () => {
  const broken = { StartAt: "B", States: { B: { Type: "Pass", Parameters: { "m.$": "$.nope" }, End: true } } };

  it("States.Runtime ends the execution without a word of the states around it", async () => {
    const parallel = { StartAt: "P", States: { P: { Type: "Parallel", Branches: [broken], End: true } } };
    expect(shape((await createRoom().run(parallel, { x: 1 })).history).slice(2)).toEqual([
      "3<2 ParallelStateStarted",
      "4<3 PassStateEntered",
      "5<4 ExecutionFailed",
    ]);
    const map = {
      StartAt: "M",
      States: { M: { Type: "Map", MaxConcurrency: 1, ToleratedFailureCount: 5, ItemProcessor: broken, End: true } },
    };
    const execution = await createRoom().run(map, [1, 2]);
    expect(shape(execution.history).slice(2)).toEqual([
      "3<2 MapStateStarted",
      "4<3 MapIterationStarted",
      "5<4 PassStateEntered",
      "6<5 ExecutionFailed",
    ]);
    expect(execution.cause).toBe(
      `${inState("B", 5)}The JSONPath '$.nope' specified for the field 'm.$' could not be found in the input '1'`,
    );
  });

  it("a catcher that cannot compute its Output fails the state once more", async () => {
    const execution = await createRoom().run(
      jsonata({
        P: {
          Type: "Parallel",
          Branches: [{ StartAt: "F", States: { F: { Type: "Fail", Error: "MyError" } } }],
          Catch: [
            { ErrorEquals: ["Other"], Next: "E" },
            { ErrorEquals: ["States.ALL"], Output: { v: "{% $states.input.none %}" }, Next: "E" },
          ],
          End: true,
        },
        E: { Type: "Succeed" },
      }),
    );
    expect(shape(execution.history).slice(3)).toEqual([
      "4<3 FailStateEntered",
      "5<4 ParallelStateFailed",
      "6<4 EvaluationFailed",
      "7<6 ParallelStateFailed",
      "8<7 ExecutionFailed",
    ]);
    expect(execution.cause).toContain("specified for the field 'Catch[1]/Output/v' returned nothing (undefined).");
  });

  it("tasks whose time is up at the same instant all time out before the state acts", async () => {
    const room = createRoom({ Sleep: () => new Promise(() => undefined) });
    const execution = await room.run(
      {
        StartAt: "M",
        States: {
          M: {
            Type: "Map",
            ItemProcessor: {
              StartAt: "T",
              States: { T: { Type: "Task", Resource: functionArn("Sleep"), TimeoutSeconds: 5, End: true } },
            },
            End: true,
          },
        },
      },
      [1, 2, 3],
    );
    const types = execution.history.map(({ type }) => type);
    expect(types.filter((type) => type === "LambdaFunctionTimedOut")).toHaveLength(3);
    expect(types.indexOf("MapIterationFailed")).toBeGreaterThan(types.lastIndexOf("LambdaFunctionTimedOut"));
  });
});

describe("functions", () => {
  const task = { StartAt: "T", States: { T: { Type: "Task", Resource: functionArn("Work"), End: true } } };

  it("one that does not exist fails the Task with Lambda's answer", async () => {
    const execution = await createRoom().run(task);
    expect(execution.error).toBe("Lambda.ResourceNotFoundException");
    expect(execution.cause).toContain(
      `Function not found: ${functionArn("Work")}:$LATEST (Service: AWSLambda; Status Code: 404;`,
    );
  });

  it("an error without a type is Lambda.Unknown", async () => {
    const execution = await createRoom({
      Work: () => {
        throw fault("", "gone");
      },
    }).run(task);
    expect(execution.error).toBe("Lambda.Unknown");
    expect(execution.cause).toMatch(
      /^The cause could not be determined because Lambda did not return an error type\. Returned payload: \{/,
    );
  });
});

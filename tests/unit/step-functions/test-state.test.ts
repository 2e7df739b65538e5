import { TestStateCommand, type TestStateCommandInput } from "@aws-sdk/client-sfn";
import { afterAll, afterEach, describe, expect, it } from "@jest/globals";
import { resolveSyncEndpoint } from "../../../local/step-functions/sync-endpoint-lookup.ts";
import { createRoom, fault, functionArn, serve, type TestFunction } from "./test-service.ts";

const restoreLookup = resolveSyncEndpoint();
afterAll(() => restoreLookup());

let close = async (): Promise<void> => undefined;
afterEach(() => close());

type Request = Omit<TestStateCommandInput, "definition" | "input" | "variables" | "context" | "mock"> & {
  definition: object;
  input?: unknown;
  variables?: object;
  context?: object;
  mock?: {
    result?: unknown;
    errorOutput?: { error?: string; cause?: string };
    fieldValidationMode?: "STRICT" | "PRESENT" | "NONE";
  };
};

/** Tests a state over HTTP, JSON members given as values. */
async function testState(request: Request, functions: Readonly<Record<string, TestFunction>> = {}) {
  const room = createRoom(functions);
  const served = await serve(room.service);
  close = served.close;
  const { definition, input = {}, variables, context, mock, ...rest } = request;
  const { result, ...mocked } = mock ?? {};
  const answer = served.client.send(
    new TestStateCommand({
      ...rest,
      definition: JSON.stringify(definition),
      input: JSON.stringify(input),
      ...(variables && { variables: JSON.stringify(variables) }),
      ...(context && { context: JSON.stringify(context) }),
      ...(mock && { mock: { ...mocked, ...(result !== undefined && { result: JSON.stringify(result) }) } }),
    }),
  );
  const { $metadata: _, ...members } = await room.clock.runUntil(answer);
  return members;
}

const refused = (request: Request) => testState(request).catch(({ name, message }: Error) => `${name}: ${message}`);
const lambda = (more: object = {}) => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Parameters: { FunctionName: "f", "Payload.$": "$" },
  End: true,
  ...more,
});
const processor = (mode: "INLINE" | "DISTRIBUTED" = "INLINE") => ({
  ProcessorConfig: { Mode: mode, ...(mode === "DISTRIBUTED" && { ExecutionType: "STANDARD" }) },
  StartAt: "ProcessItem",
  States: { ProcessItem: lambda() },
});

describe("TestState without a mock", () => {
  it("runs a Choice state and says where it goes", async () => {
    const definition = {
      Type: "Choice",
      Choices: [1, 2].map((number) => ({ Variable: "$.number", NumericEquals: number, Next: `Equals ${number}` })),
      Default: "No Match",
    };
    const roleArn = "arn:aws:iam::000000000000:role/test";
    expect(await testState({ definition, roleArn, input: { number: 2 } })).toEqual({
      output: '{"number":2}',
      nextState: "Equals 2",
      status: "SUCCEEDED",
    });
  });

  it("shows at the level DEBUG what each data field of a Pass state made", async () => {
    const definition = {
      Type: "Pass",
      InputPath: "$.payload",
      Parameters: { data: 1 },
      ResultPath: "$.result",
      OutputPath: "$.result.data",
      Next: "Another State",
    };
    const input = { payload: { foo: "bar" } };
    expect(await testState({ definition, input, inspectionLevel: "DEBUG" })).toEqual({
      output: "1",
      inspectionData: {
        input: '{"payload":{"foo":"bar"}}',
        afterInputPath: '{"foo":"bar"}',
        afterParameters: '{"data":1}',
        afterResultSelector: '{"data":1}',
        afterResultPath: '{"payload":{"foo":"bar"},"result":{"data":1}}',
      },
      nextState: "Another State",
      status: "SUCCEEDED",
    });
  });

  it("calls the function of a Task, and shows the way of the data", async () => {
    const definition = {
      Type: "Task",
      Resource: functionArn("add"),
      Parameters: { "a.$": "$.a" },
      ResultSelector: { "sum.$": "$.sum" },
      ResultPath: "$.result",
      Next: "Then",
    };
    const functions = { add: () => ({ sum: 3, more: true }) };
    expect(await testState({ definition, input: { a: 1 }, inspectionLevel: "DEBUG" }, functions)).toMatchObject({
      output: '{"a":1,"result":{"sum":3}}',
      inspectionData: {
        afterInputPath: '{"a":1}',
        afterParameters: '{"a":1}',
        result: '{"sum":3,"more":true}',
        afterResultSelector: '{"sum":3}',
        afterResultPath: '{"a":1,"result":{"sum":3}}',
      },
      nextState: "Then",
    });
  });

  it("reports a Task's own error, a Fail state's, and a mistake in the data", async () => {
    const functions = {
      bad: () => {
        throw fault("Rejected", "no");
      },
    };
    const task = { Type: "Task", Resource: functionArn("bad"), End: true };
    expect(await testState({ definition: task }, functions)).toMatchObject({ status: "FAILED", error: "Rejected" });
    await close();
    const fail = { QueryLanguage: "JSONata", Type: "Fail", Error: "{% 'E' & $states.input.n %}", Cause: "because" };
    expect(await testState({ definition: fail, input: { n: 1 } })).toEqual({
      status: "FAILED",
      error: "E1",
      cause: "because",
    });
    await close();
    const pass = { QueryLanguage: "JSONata", Type: "Pass", Output: "{% $nothing %}", End: true };
    expect(await testState({ definition: pass })).toMatchObject({
      status: "FAILED",
      error: "States.QueryEvaluationError",
    });
  });

  it("reads variables, and shows them as they are afterwards", async () => {
    const definition = {
      QueryLanguage: "JSONata",
      Type: "Pass",
      Assign: { b: "{% $a + 1 %}" },
      Output: "{% $a %}",
      End: true,
    };
    const answer = await testState({ definition, variables: { a: 1 }, inspectionLevel: "DEBUG" });
    expect(answer.output).toBe("1");
    expect(answer.inspectionData?.variables).toBe('{"a":1,"b":2}');
  });

  it("waits as long as a Wait state says, and gives up after five minutes", async () => {
    const wait = (Seconds: number) => ({ Type: "Wait", Seconds, Next: "Then" });
    expect(await testState({ definition: wait(60) })).toMatchObject({ status: "SUCCEEDED", nextState: "Then" });
    await close();
    expect(await testState({ definition: wait(600) })).toMatchObject({ status: "FAILED", error: "States.Timeout" });
  });

  it("finds a state of a machine by name, at any depth, with the machine's language", async () => {
    const definition = {
      QueryLanguage: "JSONata",
      StartAt: "Each",
      States: {
        Each: {
          Type: "Map",
          ItemProcessor: {
            StartAt: "Deep",
            States: {
              Deep: { Type: "Pass", Output: "{% $states.context.Map.Item %}", Next: "Later" },
              Later: { Type: "Succeed" },
            },
          },
          End: true,
        },
      },
    };
    const answer = await testState({ definition, stateName: "Deep", input: { x: 1 } });
    expect(JSON.parse(answer.output ?? "")).toEqual({ Index: 0, Value: { x: 1 }, Source: "STATE_DATA" });
    expect(answer.nextState).toBe("Later");
  });
});

describe("TestState with a mock", () => {
  it("takes the mocked result in place of the call", async () => {
    const definition = lambda({ ResultSelector: { "code.$": "$.Payload.code" }, Next: "Then", End: undefined });
    const answer = await testState({ definition, mock: { result: { StatusCode: 200, Payload: { code: 7 } } } });
    expect(answer).toEqual({ output: '{"code":7}', nextState: "Then", status: "SUCCEEDED" });
  });

  it("shows arguments and result of a JSONata Task on a resource that is not there", async () => {
    const definition = {
      QueryLanguage: "JSONata",
      Type: "Task",
      Resource: "arn:aws:states:::aws-sdk:textract:detectDocumentText",
      Arguments: { id: "{% $states.input.id %}" },
      Output: "{% $states.result.text %}",
      End: true,
    };
    const answer = await testState({
      definition,
      input: { id: 4 },
      mock: { result: { text: "ok" } },
      inspectionLevel: "DEBUG",
    });
    expect(answer).toMatchObject({
      output: '"ok"',
      inspectionData: { input: '{"id":4}', afterArguments: '{"id":4}', result: '{"text":"ok"}' },
    });
  });

  it("says of a mocked error that it would be retried, and when", async () => {
    const definition = lambda({
      Retry: [
        { ErrorEquals: ["Other"] },
        { ErrorEquals: ["Lambda.ServiceException"], IntervalSeconds: 2, MaxAttempts: 3, BackoffRate: 2 },
      ],
    });
    const mock = { errorOutput: { error: "Lambda.ServiceException", cause: "Service error" } };
    const test = (retrierRetryCount: number) =>
      testState({ definition, mock, stateConfiguration: { retrierRetryCount }, inspectionLevel: "DEBUG" });
    expect(await test(1)).toMatchObject({
      status: "RETRIABLE",
      error: "Lambda.ServiceException",
      cause: "Service error",
      inspectionData: { errorDetails: { retryIndex: 1, retryBackoffIntervalSeconds: 4 } },
    });
    await close();
    expect(await test(3)).toMatchObject({ status: "FAILED", error: "Lambda.ServiceException" });
  });

  it("says which catcher takes a mocked error, and with what output", async () => {
    const definition = lambda({
      Catch: [{ ErrorEquals: ["Lambda.TooManyRequestsException"], ResultPath: "$.error", Next: "HandleThrottling" }],
    });
    const mock = { errorOutput: { error: "Lambda.TooManyRequestsException", cause: "Rate exceeded" } };
    expect(await testState({ definition, input: { data: "value" }, mock, inspectionLevel: "DEBUG" })).toMatchObject({
      status: "CAUGHT_ERROR",
      nextState: "HandleThrottling",
      error: "Lambda.TooManyRequestsException",
      cause: "Rate exceeded",
      output: '{"data":"value","error":{"Error":"Lambda.TooManyRequestsException","Cause":"Rate exceeded"}}',
      inspectionData: { errorDetails: { catchIndex: 0 } },
    });
  });

  it("lets the state see the context object that it is given", async () => {
    const definition = lambda({ Parameters: { "id.$": "$$.Execution.Id", "name.$": "$$.State.Name" } });
    const context = { Execution: { Id: "arn:test" }, State: { Name: "ProcessData" } };
    const answer = await testState({ definition, context, mock: { result: {} }, inspectionLevel: "DEBUG" });
    expect(answer.inspectionData?.afterParameters).toBe('{"id":"arn:test","name":"ProcessData"}');
  });

  it("shows what a Map state makes of its items, without running them", async () => {
    const definition = {
      Type: "Map",
      ItemsPath: "$.items",
      ItemSelector: { "value.$": "$$.Map.Item.Value", "index.$": "$$.Map.Item.Index" },
      ItemBatcher: { MaxItemsPerBatch: 2 },
      ItemProcessor: processor("DISTRIBUTED"),
      MaxConcurrency: 3,
      ToleratedFailureCount: 1,
      ToleratedFailurePercentage: 60,
      ResultPath: "$.results",
      End: true,
    };
    const input = { items: ["a", "b", "c"] };
    const answer = await testState({ definition, input, mock: { result: [10, 20] }, inspectionLevel: "DEBUG" });
    expect(answer.status).toBe("SUCCEEDED");
    expect(answer.output).toBe('{"items":["a","b","c"],"results":[10,20]}');
    expect(answer.inspectionData).toMatchObject({
      afterInputPath: '{"items":["a","b","c"]}',
      afterItemsPath: '["a","b","c"]',
      afterItemSelector: '[{"value":"a","index":0},{"value":"b","index":1},{"value":"c","index":2}]',
      afterItemBatcher:
        '[{"Items":[{"value":"a","index":0},{"value":"b","index":1}]},{"Items":[{"value":"c","index":2}]}]',
      maxConcurrency: 3,
      toleratedFailureCount: 1,
      toleratedFailurePercentage: 60,
    });
  });

  it("fails a distributed Map of which more items fail than it tolerates", async () => {
    const definition = {
      Type: "Map",
      ItemProcessor: processor("DISTRIBUTED"),
      ToleratedFailureCount: 1,
      Catch: [{ ErrorEquals: ["States.ExceedToleratedFailureThreshold"], Next: "TooMany" }],
      End: true,
    };
    const mock = { result: [1, 2, 3] };
    const test = (mapIterationFailureCount: number) =>
      testState({ definition, input: [1, 2, 3], mock, stateConfiguration: { mapIterationFailureCount } });
    expect(await test(2)).toMatchObject({
      status: "CAUGHT_ERROR",
      nextState: "TooMany",
      error: "States.ExceedToleratedFailureThreshold",
      cause: "The specified tolerated failure threshold was exceeded",
    });
    await close();
    expect(await test(1)).toMatchObject({ status: "SUCCEEDED", output: "[1,2,3]" });
  });

  it("reads a dataset as an ItemReader would", async () => {
    const definition = {
      Type: "Map",
      ItemReader: {
        Resource: "arn:aws:states:::s3:getObject",
        ReaderConfig: { InputType: "CSV", CSVHeaderLocation: "FIRST_ROW" },
        Parameters: { Bucket: "b", Key: "k" },
      },
      ItemSelector: { "row.$": "$$.Map.Item.Value" },
      ItemProcessor: processor("DISTRIBUTED"),
      End: true,
    };
    const answer = await testState({
      definition,
      mock: { result: [1, 2] },
      stateConfiguration: { mapItemReaderData: "id,name\n1,Kim\n2,Lee\n" },
      inspectionLevel: "DEBUG",
    });
    expect(answer.inspectionData?.afterItemSelector).toBe(
      '[{"row":{"id":"1","name":"Kim"}},{"row":{"id":"2","name":"Lee"}}]',
    );
  });

  it("lets a Parallel state handle an error of a state inside", async () => {
    const definition = {
      Type: "Parallel",
      Branches: [processor(), { StartAt: "Other", States: { Other: { Type: "Succeed" } } }],
      Catch: [{ ErrorEquals: ["States.TaskFailed"], Next: "Handle" }],
      Next: "Then",
    };
    const mock = { errorOutput: { error: "States.TaskFailed", cause: "Task execution failed" } };
    const stateConfiguration = { errorCausedByState: "ProcessItem" };
    expect(await testState({ definition, mock, stateConfiguration })).toMatchObject({ nextState: "Handle" });
    await close();
    expect(await testState({ definition, mock: { result: [1, 2] } })).toMatchObject({
      output: "[1,2]",
      nextState: "Then",
    });
  });
});

describe("TestState refuses", () => {
  it.each<[string, Request, string | RegExp]>([
    ["a definition without a type", { definition: {} }, /^InvalidDefinition/],
    [
      "a state that cannot be run",
      { definition: { Type: "Task", Resource: "nothing", End: true } },
      /^InvalidDefinition/,
    ],
    [
      "a name that no state has",
      { definition: { StartAt: "A", States: { A: { Type: "Succeed" } } }, stateName: "B" },
      /^ValidationException: The definition has no state 'B'/,
    ],
    [
      "a mock of a Pass state",
      { definition: { Type: "Pass", End: true }, mock: { result: 1 } },
      /^ValidationException: A mock/,
    ],
    ["two mocks", { definition: lambda(), mock: { result: {}, errorOutput: {} } }, /only one of the following fields/],
    [
      "a Map without a mock",
      { definition: { Type: "Map", ItemProcessor: processor(), End: true } },
      /only when a mock is specified/,
    ],
    [
      "a wait for a token without a mock",
      { definition: lambda({ Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken" }) },
      /only when a mock/,
    ],
    ["secrets of a mock", { definition: lambda(), mock: { result: {} }, revealSecrets: true }, /revealSecrets/],
    ["a context without a mock", { definition: lambda(), context: {} }, /context/],
    [
      "TRACE of what is no HTTP Task",
      { definition: lambda(), mock: { result: {} }, inspectionLevel: "TRACE" },
      /TRACE/,
    ],
    [
      "too few results",
      { definition: { Type: "Map", ItemProcessor: processor(), End: true }, input: [1, 2], mock: { result: [1] } },
      /1 elements, but there are 2/,
    ],
    [
      "an unknown source of an error",
      {
        definition: { Type: "Map", ItemProcessor: processor(), End: true },
        mock: { errorOutput: {} },
        stateConfiguration: { errorCausedByState: "X" },
      },
      /errorCausedByState/,
    ],
    [
      "a result of the wrong shape",
      { definition: lambda(), mock: { result: { StatusCode: "200" } } },
      "ValidationException: Mock result schema validation error: Field 'StatusCode' must be a number",
    ],
    [
      "a result without what the API promises",
      {
        definition: lambda({
          Resource: "arn:aws:states:::states:startExecution",
          Parameters: { StateMachineArn: "a" },
        }),
        mock: { result: {} },
      },
      "ValidationException: Mock result schema validation error: Required field 'ExecutionArn' is missing",
    ],
  ])("%s", async (_what, request, expected) => {
    expect(await refused(request)).toMatch(expected);
  });

  it("nothing of a result when fieldValidationMode is NONE, and no missing field when it is PRESENT", async () => {
    const definition = lambda({
      Resource: "arn:aws:states:::states:startExecution",
      Parameters: { StateMachineArn: "a" },
    });
    expect(
      await refused({ definition, mock: { result: { StartDate: true }, fieldValidationMode: "NONE" } }),
    ).toMatchObject({ status: "SUCCEEDED" });
    await close();
    expect(await refused({ definition, mock: { result: {}, fieldValidationMode: "PRESENT" } })).toMatchObject({
      status: "SUCCEEDED",
    });
  });

  it("input that is not JSON", async () => {
    const room = createRoom();
    const served = await serve(room.service);
    close = served.close;
    const request = new TestStateCommand({ definition: '{"Type":"Succeed"}', input: "{" });
    await expect(served.client.send(request)).rejects.toMatchObject({ name: "InvalidExecutionInput" });
  });
});

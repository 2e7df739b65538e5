import { describe, expect, it } from "@jest/globals";
import type { BusEvent } from "../../../local/event-bridge/rule.ts";
import { createExecutionStatusEvents } from "../../../local/stack/execution-status-events.ts";
import { arnOf, createRoom, fault, jsonata } from "../step-functions/test-service.ts";

/** Step Functions whose default bus writes down what it is told. */
function world(functions: Parameters<typeof createRoom>[0] = {}) {
  const told: BusEvent[] = [];
  const events = createExecutionStatusEvents({
    buses: () => ({ publish: (_bus, event) => void told.push(event) }),
    region: "ap-northeast-2",
    accountId: "000000000000",
  });
  return { told, events, room: createRoom(functions, { onExecutionEvent: events.write }) };
}

const pass = (output: unknown) => jsonata({ Done: { Type: "Pass", Output: output, End: true } });

describe("Step Functions Execution Status Change", () => {
  it("tells the default bus when an execution begins and when it succeeds", async () => {
    const { told, room } = world();
    const { arn, startedAt, endedAt } = await room.run(pass("안녕"), { a: 1 });
    expect(told).toMatchObject([
      {
        version: "0",
        source: "aws.states",
        "detail-type": "Step Functions Execution Status Change",
        account: "000000000000",
        region: "ap-northeast-2",
        resources: [arn],
      },
      {},
    ]);
    const common = {
      executionArn: arn,
      stateMachineArn: arnOf("machine-1"),
      name: arn.slice(arn.lastIndexOf(":") + 1),
      startDate: startedAt,
      input: '{"a":1}',
      inputDetails: { included: true },
    };
    expect(told.map(({ detail }) => detail)).toEqual([
      { ...common, status: "RUNNING", stopDate: null, output: null, outputDetails: null },
      { ...common, status: "SUCCEEDED", stopDate: endedAt, output: '"안녕"', outputDetails: { included: true } },
    ]);
  });
  it.each([
    ["FAILED", { Type: "Fail", Error: "Broken" }],
    ["TIMED_OUT", { Type: "Wait", Seconds: 100, End: true }],
  ])("tells of an execution that ended as %s, without error, cause or output", async (status, state) => {
    const { told, room } = world();
    await room.run({ ...jsonata({ Only: state }), TimeoutSeconds: 10 });
    expect(told.at(-1)?.detail).toMatchObject({ status, output: null, outputDetails: null });
    expect(Object.keys(told.at(-1)?.detail ?? {})).not.toEqual(expect.arrayContaining(["error"]));
  });
  it("tells of an execution that was stopped, unless it ends with the stack", async () => {
    const waiting = jsonata({ Only: { Type: "Wait", Seconds: 100, End: true } });
    const { told, events, room } = world();
    const arn = room.machine(waiting);
    const [stopped, left] = [room.start(arn), room.start(arn)];
    stopped.stop("Operator", "a test");
    await stopped.ended;
    expect(told.at(-1)?.detail).toMatchObject({ status: "ABORTED", executionArn: stopped.arn });
    const before = told.length;
    events.close();
    await room.service.close();
    expect(left.status).toBe("ABORTED");
    expect(told).toHaveLength(before);
  });
  it("tells nothing of Express machines", async () => {
    const { told, room } = world({
      f: () => {
        throw fault("Broken");
      },
    });
    await room.run(pass(1), {}, "EXPRESS");
    expect(told).toEqual([]);
  });
  it("leaves the input out where both are too large together, and the output where it is by itself", async () => {
    const { told, room } = world();
    await room.run(pass("{% $states.input.text %}"), { text: "x".repeat(130_000) });
    expect(told.at(-1)?.detail).toMatchObject({
      input: null,
      inputDetails: { included: false },
      outputDetails: { included: true },
    });
    // Escaped, each quote takes two bytes more in the event than in the text of the output.
    const quotes = '"'.repeat(90_000);
    await room.run(pass(quotes), {});
    expect(told.at(-1)?.detail).toMatchObject({
      input: null,
      inputDetails: { included: false },
      output: null,
      outputDetails: { included: false },
    });
  });
});

import { describe, expect, it } from "@jest/globals";
import { runsInLog } from "../../../local/cli/trace/machine-log.ts";
import { contactId } from "../../support/builders.ts";

const name = `${contactId}_CUSTOMER_00001000`;
const line = (id: number, type: string, details: object, execution = name, timestamp = id * 10) =>
  JSON.stringify({
    details,
    redrive_count: "0",
    id: String(id),
    type,
    previous_event_id: String(id - 1),
    event_timestamp: String(timestamp),
    execution_arn: `arn:aws:states:ap-northeast-2:000000000000:express:aicc-dev-utterance:${execution}:0000`,
  });

describe("the runs in a machine's log", () => {
  it("are named, timed and told state by state", () => {
    const [run] = runsInLog([
      line(1, "ExecutionStarted", { roleArn: "arn:role" }),
      line(2, "TaskStateEntered", { name: "RedactUtterance" }),
      line(3, "TaskScheduled", { resource: "invoke" }),
      line(4, "TaskSucceeded", {}),
      line(5, "TaskStateExited", { name: "RedactUtterance" }),
      line(6, "ExecutionSucceeded", {}),
    ]);
    expect(run).toEqual({
      name,
      status: "SUCCEEDED",
      startedAt: 10,
      endedAt: 60,
      states: [{ name: "RedactUtterance", kind: "Task", enteredAt: 20, leftAt: 50, tries: 1, errors: [] }],
    });
  });

  it("tell the error of a run that failed", () => {
    const [run] = runsInLog([
      line(1, "ExecutionStarted", {}),
      line(2, "TaskStateEntered", { name: "DecideAction" }),
      line(3, "TaskFailed", { error: "ContractViolation" }),
      line(4, "ExecutionFailed", { error: "ContractViolation", cause: "not shown" }),
    ]);
    expect(run).toMatchObject({
      status: "FAILED",
      error: "ContractViolation",
      states: [{ errors: ["ContractViolation"] }],
    });
  });

  it("come in the order of their beginnings, whatever the order of the lines", () => {
    const runs = runsInLog([
      line(2, "ExecutionSucceeded", {}, "second", 400),
      line(1, "ExecutionStarted", {}, "second", 300),
      line(1, "ExecutionStarted", {}, "first", 100),
    ]);
    expect(runs.map((run) => [run.name, run.status])).toEqual([
      ["first", "UNKNOWN"],
      ["second", "SUCCEEDED"],
    ]);
  });

  it("leave out lines that are no events", () => {
    expect(runsInLog(["START RequestId: 1", '{"message":"hello"}', "{"])).toEqual([]);
  });
});

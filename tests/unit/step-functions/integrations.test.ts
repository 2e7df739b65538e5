import { describe, expect, it } from "@jest/globals";
import { ServiceError } from "../../../local/gateway/service.ts";
import { arnOf, createRoom, jsonata } from "./test-service.ts";

const put = "arn:aws:states:::events:putEvents";

describe("integrations", () => {
  it("get a Task's arguments and give its result", async () => {
    const seen: unknown[] = [];
    const integrations = new Map([[put, async (input: unknown) => ({ FailedEntryCount: seen.push(input) - 1 })]]);
    const execution = await createRoom({}, { integrations }).run(
      jsonata({
        Tell: { Type: "Task", Resource: put, Arguments: { Entries: [{ Detail: "{% $states.input %}" }] }, End: true },
      }),
      { a: 1 },
    );
    expect(seen).toEqual([{ Entries: [{ Detail: { a: 1 } }] }]);
    expect(execution.output?.value).toEqual({ FailedEntryCount: 0 });
    expect(execution.history[2]?.details.taskScheduledEventDetails).toMatchObject({
      resourceType: "events",
      resource: "putEvents",
    });
  });

  it("fail under the service's name", async () => {
    const integrations = new Map([
      [
        "arn:aws:states:::aws-sdk:dynamodb:putItem",
        async () => {
          throw new ServiceError("ConditionalCheckFailedException", "The conditional request failed");
        },
      ],
    ]);
    const execution = await createRoom({}, { integrations }).run(
      jsonata({
        Put: { Type: "Task", Resource: "arn:aws:states:::aws-sdk:dynamodb:putItem", Arguments: {}, End: true },
      }),
    );
    expect(execution.error).toBe("Dynamodb.ConditionalCheckFailedException");
  });
});

describe("states:startExecution", () => {
  const child = jsonata({ Child: { Type: "Pass", Output: { doubled: "{% $states.input.n * 2 %}" }, End: true } });
  const parent = (pattern: string, name = "child") =>
    jsonata({
      Call: {
        Type: "Task",
        Resource: `arn:aws:states:::states:startExecution${pattern}`,
        Arguments: {
          StateMachineArn: arnOf(name),
          Input: { n: 4 },
          Name: "{% 'of-' & $states.context.Execution.Name %}",
        },
        End: true,
      },
    });

  it("starts another machine and goes on", async () => {
    const room = createRoom();
    room.machine(child, { name: "child" });
    const execution = await room.run(parent(""));
    expect(execution.output?.value).toMatchObject({ ExecutionArn: expect.stringContaining(":execution:child:of-") });
  });

  it("waits for its end with .sync:2 and returns its output as JSON", async () => {
    const room = createRoom();
    room.machine(child, { name: "child" });
    const execution = await room.run(parent(".sync:2"));
    expect(execution.output?.value).toMatchObject({ Status: "SUCCEEDED", Output: { doubled: 8 } });
    expect(execution.history.map(({ type }) => type)).toContain("TaskSubmitted");
  });

  it("fails with States.TaskFailed when it fails", async () => {
    const room = createRoom();
    room.machine(jsonata({ No: { Type: "Fail", Error: "Rejected" } }), { name: "child" });
    const execution = await room.run(parent(".sync:2"));
    expect(execution.error).toBe("States.TaskFailed");
    expect(JSON.parse(execution.cause ?? "")).toMatchObject({ Status: "FAILED", Error: "Rejected" });
  });

  it("is stopped with the execution that waits for it", async () => {
    const room = createRoom();
    room.machine(jsonata({ Long: { Type: "Wait", Seconds: 999, End: true } }), { name: "child" });
    const execution = room.start(room.machine(parent(".sync")));
    await room.clock.advance(1);
    execution.stop(undefined, undefined);
    await room.clock.advance(1);
    expect(room.service.executions().map(({ status }) => status)).toEqual(["ABORTED", "ABORTED"]);
  });

  it("fails under StepFunctions when there is no such machine", async () => {
    expect((await createRoom().run(parent("", "none"))).error).toBe("StepFunctions.StateMachineDoesNotExist");
  });
});

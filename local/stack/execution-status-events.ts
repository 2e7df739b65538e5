import { randomUUID } from "node:crypto";
import type { EventBuses } from "../event-bridge/event-bus.ts";
import type { EventListener, Execution, ExecutionStatus } from "../step-functions/execution/execution.ts";

/** Tells the default bus when executions begin and end. */
export interface ExecutionStatusEvents {
  readonly write: EventListener;
  /** Ends the telling: executions that end with the stack have not failed. */
  close(): void;
}

/** What the events are made with. */
export interface ExecutionStatusEventsOptions {
  readonly buses: () => Pick<EventBuses, "publish">;
  readonly region: string;
  readonly accountId: string;
}

/** The history events that change an execution's status. */
const statusAfter: Readonly<Record<string, ExecutionStatus>> = {
  ExecutionStarted: "RUNNING",
  ExecutionSucceeded: "SUCCEEDED",
  ExecutionFailed: "FAILED",
  ExecutionTimedOut: "TIMED_OUT",
  ExecutionAborted: "ABORTED",
};

/** Largest escaped input and output together, in bytes. */
const maxDataBytes = 248 * 1_024;

/**
 * Publishes `Step Functions Execution Status Change` as AWS does: for Standard machines only, without error and cause, and without the input or the output
 * where they are too large for an event.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export function createExecutionStatusEvents(options: ExecutionStatusEventsOptions): ExecutionStatusEvents {
  const { buses, region, accountId } = options;
  let isClosed = false;
  return {
    write(execution, { type, timestamp, details }) {
      const status = statusAfter[type];
      if (status === undefined || execution.machine.type !== "STANDARD" || isClosed) return;
      const output = details.executionSucceededEventDetails?.output;
      buses().publish("default", {
        version: "0",
        id: randomUUID(),
        "detail-type": "Step Functions Execution Status Change",
        source: "aws.states",
        account: accountId,
        time: `${new Date(timestamp).toISOString().slice(0, 19)}Z`,
        region,
        resources: [execution.arn],
        detail: {
          executionArn: execution.arn,
          stateMachineArn: execution.machine.arn,
          name: execution.name,
          status,
          startDate: execution.startedAt,
          stopDate: status === "RUNNING" ? null : timestamp,
          ...dataOf(execution, output),
        },
      });
    },
    close: () => {
      isClosed = true;
    },
  };
}

/** Input and output as far as they fit, and whether they are there. An execution without output has `null` for both of its fields. */
function dataOf({ input }: Execution, output: string | undefined): Record<string, unknown> {
  const inputBytes = escapedBytes(input.text);
  const outputBytes = output === undefined ? 0 : escapedBytes(output);
  const hasInput = inputBytes + outputBytes <= maxDataBytes;
  const hasOutput = outputBytes <= maxDataBytes;
  return {
    input: hasInput ? input.text : null,
    inputDetails: { included: hasInput },
    output: output !== undefined && hasOutput ? output : null,
    outputDetails: output === undefined ? null : { included: hasOutput },
  };
}

/** The length of a text as it stands in the event, escaped and in quotes. */
function escapedBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text));
}

import { runBlock } from "../asl/block.ts";
import type { StateMachine } from "../state-machine.ts";
import { setAlarm } from "./alarm.ts";
import { createEventSink, type EventDetails, type EventSink, type EventType, type RecordedEvent } from "./history.ts";
import type { Payload } from "./payload.ts";
import type { Run, Services } from "./run.ts";
import { StatesError } from "./states-error.ts";
import { Thread } from "./thread.ts";
import { Turns } from "./turns.ts";

/** AWS's word for where an execution is. */
export type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

/** Hears every event of an execution as it is recorded. */
export type EventListener = (execution: Execution, event: RecordedEvent) => void;

/** What makes an execution. */
export interface ExecutionRequest {
  readonly machine: StateMachine;
  readonly arn: string;
  readonly name: string;
  readonly input: Payload;
}

/** One execution of a machine: where it is, what it came to and, for Standard ones, everything that happened. */
export class Execution {
  readonly machine: StateMachine;
  readonly arn: string;
  readonly name: string;
  readonly input: Payload;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** The history; stays empty for Express executions, as on AWS. */
  readonly history: RecordedEvent[] = [];
  /** Resolves when the execution has ended, however it did. */
  readonly ended: Promise<void>;
  status: ExecutionStatus = "RUNNING";
  /** Milliseconds since the epoch. */
  endedAt: number | undefined;
  output: Payload | undefined;
  error: string | undefined;
  cause: string | undefined;

  readonly #services: Services;
  readonly #abort = new AbortController();
  readonly #events: EventSink;
  readonly #resolveEnded: () => void;

  constructor(request: ExecutionRequest, services: Services, onEvent: EventListener) {
    this.machine = request.machine;
    this.arn = request.arn;
    this.name = request.name;
    this.input = request.input;
    this.#services = services;
    this.startedAt = services.clock.now();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ended = promise;
    this.#resolveEnded = resolve;
    const standard = request.machine.type === "STANDARD";
    this.#events = createEventSink(services.clock.now, (event) => {
      if (standard) this.history.push(event);
      onEvent(this, event);
    });
  }

  /** Runs the machine to its end. Never rejects: the end is in {@link status}. */
  async run(): Promise<void> {
    const { clock, limits } = this.#services;
    const { timeoutSeconds, block } = this.machine.compiled;
    const longest =
      this.machine.type === "EXPRESS"
        ? Math.min(timeoutSeconds ?? limits.expressSeconds, limits.expressSeconds)
        : timeoutSeconds;
    const timeout = setAlarm(clock, longest, "States.Timeout");
    timeout.rings.catch((error: unknown) => {
      if (error instanceof StatesError) this.#timeOut();
    });
    this.#events.record("ExecutionStarted", 0, {
      executionStartedEventDetails: {
        input: this.input.text,
        inputDetails: { truncated: false },
        roleArn: this.machine.roleArn,
      },
    });
    const thread = new Thread(this.#run(), { signal: this.#abort.signal, cursor: 0 });
    try {
      await thread.run.turns.take();
      const output = await runBlock(block, thread, this.input);
      if (this.status === "RUNNING") this.output = output;
      this.#end("SUCCEEDED", "ExecutionSucceeded", thread.cursor, {
        executionSucceededEventDetails: { output: output.text, outputDetails: { truncated: false } },
      });
    } catch (thrown) {
      this.#fail(thrown, thread.cursor);
    } finally {
      timeout.cancel();
      this.#resolveEnded();
    }
  }

  /** Ends the execution from outside; nothing happens when it has ended. */
  stop(error: string | undefined, cause: string | undefined): void {
    const details = given({ error, cause });
    if (this.#end("ABORTED", "ExecutionAborted", 0, { executionAbortedEventDetails: details })) {
      this.error = error;
      this.cause = cause;
      this.#abort.abort(new Error("The execution was stopped."));
    }
  }

  #timeOut(): void {
    if (
      this.#end("TIMED_OUT", "ExecutionTimedOut", 0, { executionTimedOutEventDetails: { error: "States.Timeout" } })
    ) {
      this.error = "States.Timeout";
      this.#abort.abort(new Error("The execution took longer than its TimeoutSeconds."));
    }
  }

  #fail(thrown: unknown, cursor: number): void {
    if (this.status !== "RUNNING") return; // Ended from outside; the thread was only unwinding.
    const { error, causeText } = thrown instanceof StatesError ? thrown : interpreterFault(thrown);
    this.#end("FAILED", "ExecutionFailed", cursor, { executionFailedEventDetails: given({ error, cause: causeText }) });
    this.error = error;
    this.cause = causeText;
  }

  #end(status: ExecutionStatus, type: EventType, previousEventId: number, details: EventDetails): boolean {
    if (this.status !== "RUNNING") return false;
    this.status = status;
    this.endedAt = this.#services.clock.now();
    this.#events.record(type, previousEventId, details);
    return true;
  }

  #run(): Run {
    const { machine } = this;
    return {
      services: this.#services,
      executionArn: this.arn,
      executionName: this.name,
      stateMachineArn: machine.arn,
      stateMachineName: machine.name,
      type: machine.type,
      roleArn: machine.roleArn,
      region: machine.arn.split(":")[3] ?? "",
      input: this.input,
      startedAt: this.startedAt,
      events: { record: (type, previous, details) => this.#recordRunning(type, previous, details) },
      turns: new Turns(),
    };
  }

  /** Nothing is recorded behind the end, and a Standard history has a last event. */
  #recordRunning(type: EventType, previousEventId: number, details?: EventDetails): number {
    if (this.status !== "RUNNING") return previousEventId;
    const { historyEvents } = this.#services.limits;
    if (this.history.length >= historyEvents - 1) {
      throw new StatesError(
        "States.Runtime",
        `The execution reached the maximum number of history events (${historyEvents}).`,
        { terminal: true },
      );
    }
    return this.#events.record(type, previousEventId, details);
  }
}

function interpreterFault(thrown: unknown): StatesError {
  return new StatesError(
    "States.Runtime",
    `The local interpreter failed: ${thrown instanceof Error ? thrown.stack : String(thrown)}`,
  );
}

function given(fields: { readonly error: string | undefined; readonly cause: string | undefined }): {
  error?: string;
  cause?: string;
} {
  return {
    ...(fields.error !== undefined && { error: fields.error }),
    ...(fields.cause !== undefined && { cause: fields.cause }),
  };
}

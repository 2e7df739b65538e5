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
  /** For a child execution of a distributed Map: the map run that started it, and how many items it works on. */
  readonly mapRun?: { readonly arn: string; readonly itemCount: number };
  /** The caller's X-Ray trace header; it is only handed back. */
  readonly traceHeader?: string | undefined;
}

/** One execution of a machine: where it is, what it came to and, for Standard ones, everything that happened. */
export class Execution {
  readonly machine: StateMachine;
  readonly arn: string;
  readonly name: string;
  readonly input: Payload;
  readonly mapRun: ExecutionRequest["mapRun"];
  readonly traceHeader: string | undefined;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** The history; stays empty for Express executions, as on AWS. */
  readonly history: RecordedEvent[] = [];
  /** Resolves when the execution has ended, however it did; a redrive sets a new one. */
  ended: Promise<void> = Promise.resolve();
  status: ExecutionStatus = "RUNNING";
  /** Milliseconds since the epoch. */
  endedAt: number | undefined;
  output: Payload | undefined;
  error: string | undefined;
  cause: string | undefined;
  redriveCount = 0;
  /** When it was redriven last, in milliseconds since the epoch. */
  redrivenAt: number | undefined;

  readonly #services: Services;
  readonly #events: EventSink;
  /** Of the attempt that runs or ran last. */
  #abort = new AbortController();
  /** How far that attempt came, for a redrive. */
  #thread: Thread | undefined;

  constructor(request: ExecutionRequest, services: Services, onEvent: EventListener) {
    this.machine = request.machine;
    this.arn = request.arn;
    this.name = request.name;
    this.input = request.input;
    this.mapRun = request.mapRun;
    this.traceHeader = request.traceHeader;
    this.#services = services;
    this.startedAt = services.clock.now();
    const standard = request.machine.type === "STANDARD";
    this.#events = createEventSink(services.clock.now, (event) => {
      if (standard) this.history.push(event);
      onEvent(this, event);
    });
  }

  /** Runs the machine to its end. Never rejects: the end is in {@link status}. */
  run(): Promise<void> {
    this.#events.record("ExecutionStarted", 0, {
      executionStartedEventDetails: {
        input: this.input.text,
        inputDetails: { truncated: false },
        roleArn: this.machine.roleArn,
      },
    });
    this.ended = this.#attempt(0, undefined);
    return this.ended;
  }

  /**
   * Goes on from where the execution came to its unsuccessful end, with retries and timeouts counted anew; what the caller must
   * know is that it can be redriven. Never rejects. https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
   */
  redrive(): Promise<void> {
    const resumes = this.#thread;
    // What ran inside a state that grew too large runs again, its successful parts as well.
    if (resumes && this.error === "States.DataLimitExceeded") resumes.progress = undefined;
    this.redriveCount += 1;
    this.redrivenAt = this.#services.clock.now();
    this.status = "RUNNING";
    this.endedAt = undefined;
    this.error = undefined;
    this.cause = undefined;
    const redriven = this.#events.record("ExecutionRedriven", this.history.length, {
      executionRedrivenEventDetails: { redriveCount: this.redriveCount },
    });
    this.ended = this.#attempt(redriven, resumes);
    return this.ended;
  }

  async #attempt(cursor: number, resumes: Thread | undefined): Promise<void> {
    const abort = new AbortController();
    this.#abort = abort;
    const timeout = setAlarm(this.#services.clock, this.#longestSeconds(), "States.Timeout");
    timeout.rings.catch((error: unknown) => {
      if (error instanceof StatesError && this.#isRunning(abort)) this.#timeOut();
    });
    const thread = new Thread(this.#run(abort), { signal: abort.signal, cursor, resumes });
    this.#thread = thread;
    try {
      await thread.run.turns.take();
      const output = await runBlock(this.machine.compiled.block, thread, this.input.compact());
      if (!this.#isRunning(abort)) return;
      this.output = output;
      this.#end("SUCCEEDED", "ExecutionSucceeded", thread.cursor, {
        executionSucceededEventDetails: { output: output.text, outputDetails: { truncated: false } },
      });
      this.#thread = undefined;
    } catch (thrown) {
      if (this.#isRunning(abort)) this.#fail(thrown, thread.cursor);
    } finally {
      timeout.cancel();
    }
  }

  #longestSeconds(): number | undefined {
    const { timeoutSeconds } = this.machine.compiled;
    if (this.machine.type === "STANDARD") return timeoutSeconds;
    const { expressSeconds } = this.#services.limits;
    return Math.min(timeoutSeconds ?? expressSeconds, expressSeconds);
  }

  /** Whether an attempt is the one that runs, and not one that is only unwinding. */
  #isRunning(abort: AbortController): boolean {
    return this.status === "RUNNING" && this.#abort === abort;
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

  #run(attempt: AbortController): Run {
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
      redriven: { count: this.redriveCount, at: this.redrivenAt },
      events: {
        record: (type, previous, details) =>
          this.#isRunning(attempt) ? this.#recordRunning(type, previous, details) : previous,
      },
      turns: new Turns(),
    };
  }

  /** Leaves room in a Standard history for its last event. */
  #recordRunning(type: EventType, previousEventId: number, details?: EventDetails): number {
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

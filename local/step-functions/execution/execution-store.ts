import { ServiceError } from "../../gateway/service.ts";
import { checkArn } from "../check-arn.ts";
import type { StateMachine } from "../state-machine.ts";
import { type EventListener, Execution, type ExecutionRequest } from "./execution.ts";
import { parseInput } from "./parse-input.ts";
import type { Services } from "./run.ts";

/** How StartExecution and StartSyncExecution begin an execution. */
export interface StartRequest {
  readonly machine: StateMachine;
  /** JSON text; the empty object when there is none. */
  readonly input: string | undefined;
  /** A new UUID when there is none. */
  readonly name: string | undefined;
  /** The caller's X-Ray trace header. */
  readonly traceHeader?: string | undefined;
}

/** The executions that run, and the Standard ones that have ended. Express executions are forgotten at their end. */
export class ExecutionStore {
  readonly #services: Services;
  readonly #onEvent: EventListener;
  readonly #executions = new Map<string, Execution>();
  /** The ARNs of those that have ended, the one that ended first at the front. */
  readonly #closed = new Set<string>();

  constructor(services: Services, onEvent: EventListener) {
    this.#services = services;
    this.#onEvent = onEvent;
  }

  /**
   * Starts an execution. For Standard machines the name makes this idempotent: the same name and input return the execution that is
   * running. https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
   * @throws ServiceError `InvalidExecutionInput`, `InvalidName`, `ExecutionAlreadyExists` or `ExecutionLimitExceeded`
   */
  start({ machine, input: text = "{}", name = this.#services.ids(), traceHeader }: StartRequest): Execution {
    checkName(name);
    const input = parseInput(text, this.#services.limits.payloadBytes);
    const arn = this.arnOf(machine, name);
    this.#expire();
    const same = this.#executions.get(arn);
    if (same) {
      if (same.status === "RUNNING" && same.input.text === input.text) return same;
      throw new ServiceError("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);
    }
    this.#checkOpen();
    return this.begin({ machine, arn, name, input, traceHeader });
  }

  /** Begins an execution whose request is known to be in order. */
  begin(request: ExecutionRequest): Execution {
    const execution = new Execution(request, this.#services, this.#onEvent);
    this.#executions.set(execution.arn, execution);
    void execution.run().then(() => this.#close(execution));
    return execution;
  }

  /**
   * Redrives an execution that is known to be redrivable.
   * @throws ServiceError `ExecutionLimitExceeded`
   */
  redrive(execution: Execution): void {
    this.#checkOpen();
    this.resume(execution);
  }

  /** Redrives an execution that is known to be redrivable and may run. */
  resume(execution: Execution): void {
    this.#closed.delete(execution.arn);
    void execution.redrive().then(() => this.#close(execution));
  }

  /** The ARN of a machine's execution; an Express one has a new ARN each time. */
  arnOf(machine: StateMachine, name: string): string {
    return machine.type === "STANDARD"
      ? `${machine.arn.replace(":stateMachine:", ":execution:")}:${name}`
      : `${machine.arn.replace(":stateMachine:", ":express:")}:${name}:${this.#services.ids()}`;
  }

  /** @throws ServiceError `InvalidArn` or `ExecutionDoesNotExist` */
  get(arn: string): Execution {
    this.#expire();
    const execution = this.#executions.get(arn);
    if (execution) return execution;
    checkArn(arn, ["execution", "express"]);
    throw new ServiceError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
  }

  /**
   * A Standard execution; Express ones cannot be read or stopped through the API.
   * @throws ServiceError `InvalidArn` or `ExecutionDoesNotExist`
   */
  standard(arn: string): Execution {
    const execution = this.get(arn);
    if (execution.machine.type === "STANDARD") return execution;
    throw new ServiceError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
  }

  /** All executions that are kept, those started last first. */
  list(): Execution[] {
    this.#expire();
    return [...this.#executions.values()].reverse();
  }

  /** Ends every execution that runs. */
  async close(): Promise<void> {
    const running = [...this.#executions.values()].filter(({ status }) => status === "RUNNING");
    for (const execution of running) execution.stop("Local.Closed", "The local stack was closed.");
    await Promise.all(running.map(({ ended }) => ended));
  }

  #checkOpen(): void {
    if (this.#executions.size - this.#closed.size < this.#services.limits.openExecutions) return;
    throw new ServiceError("ExecutionLimitExceeded", "The maximum number of running executions has been reached.");
  }

  #close({ arn, machine, status }: Execution): void {
    if (status === "RUNNING") return; // It was redriven meanwhile.
    if (machine.type === "EXPRESS") {
      this.#executions.delete(arn);
      return;
    }
    this.#closed.add(arn);
    if (this.#closed.size > this.#services.limits.closedExecutions) this.#forgetOldest();
  }

  /** Forgets what ended too long ago: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
  #expire(): void {
    const { limits, clock } = this.#services;
    const firstKept = clock.now() - limits.closedExecutionSeconds * 1_000;
    for (const arn of this.#closed) {
      if ((this.#executions.get(arn)?.endedAt ?? 0) >= firstKept) return;
      this.#forgetOldest();
    }
  }

  #forgetOldest(): void {
    const [oldest] = this.#closed;
    if (oldest === undefined) return;
    this.#closed.delete(oldest);
    this.#executions.delete(oldest);
    this.#services.mapRuns.forget(oldest);
  }
}

function checkName(name: string): void {
  if (name.length >= 1 && name.length <= 80 && !/[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]/u.test(name)) return;
  throw new ServiceError("InvalidName", `Invalid Name: '${name}'`);
}

import { ServiceError } from "../../gateway/service.ts";
import type { StateMachine } from "../state-machine.ts";
import { type EventListener, Execution } from "./execution.ts";
import { Payload } from "./payload.ts";
import type { Services } from "./run.ts";

/** How StartExecution and StartSyncExecution begin an execution. */
export interface StartRequest {
  readonly machine: StateMachine;
  /** JSON text; the empty object when there is none. */
  readonly input: string | undefined;
  /** A new UUID when there is none. */
  readonly name: string | undefined;
}

/** The executions that run, and the Standard ones that have ended. Express executions are forgotten at their end. */
export class ExecutionStore {
  readonly #services: Services;
  readonly #onEvent: EventListener;
  readonly #executions = new Map<string, Execution>();
  readonly #closed: string[] = [];

  constructor(services: Services, onEvent: EventListener) {
    this.#services = services;
    this.#onEvent = onEvent;
  }

  /**
   * Starts an execution. For Standard machines the name makes this idempotent: the same name and input return the execution that is
   * running. https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
   * @throws ServiceError `InvalidExecutionInput`, `InvalidName` or `ExecutionAlreadyExists`
   */
  start({ machine, input: text = "{}", name = this.#services.ids() }: StartRequest): Execution {
    checkName(name);
    const input = parseInput(text, this.#services.limits.payloadBytes);
    const arn = this.#arn(machine, name);
    const same = this.#executions.get(arn);
    if (same) {
      if (same.status === "RUNNING" && same.input.text === input.text) return same;
      throw new ServiceError("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);
    }
    const execution = new Execution({ machine, arn, name, input }, this.#services, this.#onEvent);
    this.#executions.set(arn, execution);
    void execution.run().then(() => this.#forget(execution));
    return execution;
  }

  /** @throws ServiceError `InvalidArn` or `ExecutionDoesNotExist` */
  get(arn: string): Execution {
    const execution = this.#executions.get(arn);
    if (execution) return execution;
    if (!/^arn:[a-z-]+:states:[^:]+:\d+:(execution|express):/.test(arn))
      throw new ServiceError("InvalidArn", `Invalid Arn: '${arn}'`);
    throw new ServiceError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
  }

  /** All executions that are kept, those started last first. */
  list(): Execution[] {
    return [...this.#executions.values()].reverse();
  }

  /** Ends every execution that runs. */
  async close(): Promise<void> {
    const running = [...this.#executions.values()].filter(({ status }) => status === "RUNNING");
    for (const execution of running) execution.stop("Local.Closed", "The local stack was closed.");
    await Promise.all(running.map(({ ended }) => ended));
  }

  #arn(machine: StateMachine, name: string): string {
    return machine.type === "STANDARD"
      ? `${machine.arn.replace(":stateMachine:", ":execution:")}:${name}`
      : `${machine.arn.replace(":stateMachine:", ":express:")}:${name}:${this.#services.ids()}`;
  }

  #forget(execution: Execution): void {
    if (execution.machine.type === "EXPRESS") {
      this.#executions.delete(execution.arn);
      return;
    }
    this.#closed.push(execution.arn);
    if (this.#closed.length <= this.#services.limits.closedExecutions) return;
    const oldest = this.#closed.shift();
    if (oldest !== undefined) this.#executions.delete(oldest);
  }
}

function checkName(name: string): void {
  if (name.length >= 1 && name.length <= 80 && !/[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]/u.test(name)) return;
  throw new ServiceError(
    "InvalidName",
    `Invalid Name: '${name}'. A name has 1 to 80 characters, no white space and none of < > { } [ ] ? * " # % \\ ^ | ~ \` $ & , ; : /.`,
  );
}

function parseInput(text: string, maximumBytes: number): Payload {
  let input: Payload;
  try {
    input = Payload.parse(text);
  } catch (error) {
    throw new ServiceError(
      "InvalidExecutionInput",
      `Invalid State Machine Execution Input: '${error instanceof Error ? error.message : "not JSON"}'`,
    );
  }
  if (!input.exceeds(maximumBytes)) return input;
  throw new ServiceError(
    "InvalidExecutionInput",
    `Invalid State Machine Execution Input: 'The input is longer than ${maximumBytes} bytes.'`,
  );
}

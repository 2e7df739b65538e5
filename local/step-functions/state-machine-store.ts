import type { Clock } from "../clock.ts";
import { ServiceError } from "../gateway/service.ts";
import { compileMachine } from "./asl/compile-machine.ts";
import { DefinitionError } from "./asl/definition-error.ts";
import { validateDefinition } from "./asl/validate-definition.ts";
import type { Integration } from "./execution/run.ts";
import type { LoggingConfiguration, StateMachine } from "./state-machine.ts";

/** What a state machine is made of. */
export interface StateMachineRequest {
  readonly name: string;
  readonly arn: string;
  readonly type: "STANDARD" | "EXPRESS";
  /** The definition as JSON text, substitutions made. */
  readonly definition: string;
  /** OFF when absent, as on AWS. */
  readonly loggingConfiguration?: LoggingConfiguration | undefined;
  readonly roleArn?: string | undefined;
}

const noLogging: LoggingConfiguration = { level: "OFF", includeExecutionData: false };

/** The state machines that the service knows, compiled. */
export class StateMachineStore {
  readonly #clock: Clock;
  readonly #integrations: ReadonlyMap<string, Integration>;
  readonly #machines = new Map<string, StateMachine>();

  constructor(clock: Clock, integrations: ReadonlyMap<string, Integration>) {
    this.#clock = clock;
    this.#integrations = integrations;
  }

  /** @throws ServiceError `InvalidDefinition` with every mistake, or `StateMachineAlreadyExists` */
  create(request: StateMachineRequest): StateMachine {
    const { name, arn, type, definition, loggingConfiguration = noLogging } = request;
    if (this.#machines.has(arn))
      throw new ServiceError("StateMachineAlreadyExists", `State Machine Already Exists: '${arn}'`);
    const roleArn = request.roleArn ?? `arn:aws:iam::${arn.split(":")[4] ?? ""}:role/${name}`;
    const compiled = this.#compile(name, type, definition);
    const machine = {
      name,
      arn,
      type,
      definition,
      roleArn,
      loggingConfiguration,
      createdAt: this.#clock.now(),
      compiled,
    };
    this.#machines.set(arn, machine);
    return machine;
  }

  /** @throws ServiceError `StateMachineDoesNotExist` or `InvalidArn` */
  get(arn: string): StateMachine {
    const machine = this.#machines.get(arn);
    if (machine) return machine;
    if (!/^arn:[a-z-]+:states:[^:]+:\d+:stateMachine:/.test(arn))
      throw new ServiceError("InvalidArn", `Invalid Arn: '${arn}'`);
    throw new ServiceError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
  }

  /** All machines, by name. */
  list(): StateMachine[] {
    return [...this.#machines.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  #compile(name: string, type: "STANDARD" | "EXPRESS", definition: string) {
    try {
      return compileMachine(validateDefinition(definition), { type, integrations: this.#integrations });
    } catch (error) {
      if (!(error instanceof DefinitionError)) throw error;
      throw new ServiceError(
        "InvalidDefinition",
        `Invalid State Machine Definition: '${error.message}' (state machine '${name}')`,
      );
    }
  }
}

import { isDeepStrictEqual } from "node:util";
import type { Clock } from "../clock.ts";
import { ServiceError } from "../gateway/service.ts";
import { compileDefinition } from "./asl/compile-definition.ts";
import type { CompiledMachine } from "./asl/compile-machine.ts";
import { type Diagnostic, describeDiagnostic } from "./asl/diagnostic.ts";
import { checkArn } from "./check-arn.ts";
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

/** What of a machine can be changed; what is absent stays as it is. */
export interface StateMachineChanges {
  readonly definition?: string | undefined;
  readonly roleArn?: string | undefined;
  readonly loggingConfiguration?: LoggingConfiguration | undefined;
}

const noLogging: LoggingConfiguration = { level: "OFF", includeExecutionData: false };

/** The state machines that the service knows, compiled. */
export class StateMachineStore {
  readonly #clock: Clock;
  readonly #ids: () => string;
  readonly #integrations: ReadonlyMap<string, Integration>;
  readonly #machines = new Map<string, StateMachine>();

  constructor(clock: Clock, ids: () => string, integrations: ReadonlyMap<string, Integration>) {
    this.#clock = clock;
    this.#ids = ids;
    this.#integrations = integrations;
  }

  /** @throws ServiceError `InvalidDefinition` with every mistake, or `StateMachineAlreadyExists` */
  create(request: StateMachineRequest): StateMachine {
    const { name, arn, type, definition, loggingConfiguration = noLogging } = request;
    if (this.#machines.has(arn))
      throw new ServiceError("StateMachineAlreadyExists", `State Machine Already Exists: '${arn}'`);
    const roleArn = request.roleArn ?? `arn:aws:iam::${arn.split(":")[4] ?? ""}:role/${name}`;
    const compiled = this.#compile(type, definition);
    const createdAt = this.#clock.now();
    const machine: StateMachine = {
      name,
      arn,
      type,
      definition,
      roleArn,
      loggingConfiguration,
      createdAt,
      updatedAt: createdAt,
      revisionId: "INITIAL",
      compiled,
    };
    this.#machines.set(arn, machine);
    return machine;
  }

  /**
   * The machine that a repeated CreateStateMachine asks for again: of the same name, definition, type and logging, whatever its role.
   * https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html
   */
  same(request: StateMachineRequest): StateMachine | undefined {
    const machine = this.#machines.get(request.arn);
    const { definition, type, loggingConfiguration = noLogging } = request;
    const isSame =
      machine?.definition === definition &&
      machine.type === type &&
      isDeepStrictEqual(machine.loggingConfiguration, loggingConfiguration);
    return isSame ? machine : undefined;
  }

  /**
   * Changes a machine. Executions that run go on with what they were started with.
   * @throws ServiceError as {@link get} does, or `InvalidDefinition`
   */
  update(arn: string, changes: StateMachineChanges): StateMachine {
    const machine = this.get(arn);
    const { definition = machine.definition, roleArn = machine.roleArn } = changes;
    const updated: StateMachine = {
      ...machine,
      definition,
      roleArn,
      loggingConfiguration: changes.loggingConfiguration ?? machine.loggingConfiguration,
      compiled: changes.definition === undefined ? machine.compiled : this.#compile(machine.type, definition),
      updatedAt: this.#clock.now(),
      revisionId: this.#ids(),
    };
    this.#machines.set(arn, updated);
    return updated;
  }

  /** Forgets a machine; one that does not exist is no error. */
  delete(arn: string): void {
    this.#machines.delete(arn);
  }

  /** What is wrong, and what may be, with a definition. */
  diagnose(definition: string, type: "STANDARD" | "EXPRESS"): readonly Diagnostic[] {
    return compileDefinition(definition, { type, integrations: this.#integrations }).diagnostics;
  }

  /** @throws ServiceError `StateMachineDoesNotExist` or `InvalidArn` */
  get(arn: string): StateMachine {
    const machine = this.#machines.get(arn);
    if (machine) return machine;
    checkArn(arn, ["stateMachine"]);
    throw new ServiceError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
  }

  /** All machines, by name. */
  list(): StateMachine[] {
    return [...this.#machines.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  #compile(type: "STANDARD" | "EXPRESS", definition: string): CompiledMachine {
    const { machine, diagnostics } = compileDefinition(definition, { type, integrations: this.#integrations });
    if (machine) return machine;
    const mistakes = diagnostics.filter(({ severity }) => severity === "ERROR").map(describeDiagnostic);
    throw new ServiceError("InvalidDefinition", `Invalid State Machine Definition: '${mistakes.join(", ")}'`);
  }
}

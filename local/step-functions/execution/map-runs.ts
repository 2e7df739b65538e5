import { ServiceError } from "../../gateway/service.ts";
import type { Block } from "../asl/block.ts";
import { checkArn } from "../check-arn.ts";
import type { ExecutionStore } from "./execution-store.ts";
import { MapRun, type MapRunSettings } from "./map-run.ts";
import { redriveStatus } from "./redrive-status.ts";
import type { Run } from "./run.ts";

/** A distributed Map state that begins to run. */
export interface MapRunRequest {
  /** The execution that the state is part of. */
  readonly run: Run;
  /** The state's `Label`, or one made for it. */
  readonly label: string;
  readonly body: Block;
  /** The type of the child executions. */
  readonly type: "STANDARD" | "EXPRESS";
  readonly settings: MapRunSettings;
}

/** The map runs of all distributed Map states. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-examine-map-run.html */
export class MapRuns {
  readonly #executions: () => ExecutionStore;
  readonly #runs = new Map<string, MapRun>();
  readonly #byExecution = new Map<string, MapRun[]>();

  /** The store is asked for when needed: it needs this one, too. */
  constructor(executions: () => ExecutionStore) {
    this.#executions = executions;
  }

  /** Begins a map run, whose children belong to the machine `<machine>/<label>`. */
  open({ run, label, body, type, settings }: MapRunRequest): MapRun {
    const { clock, ids, limits } = run.services;
    const executions = this.#executions();
    const { machine: parent } = executions.get(run.executionArn);
    const compiled = { block: body, timeoutSeconds: undefined };
    const arn = `${parent.arn}/${label}`;
    const machine = { ...parent, name: `${parent.name}/${label}`, arn, type, compiled };
    const mapRunArn = `${arn.replace(":stateMachine:", ":mapRun:")}:${ids()}`;
    const mapRun = new MapRun(
      { arn: mapRunArn, executionArn: run.executionArn, settings },
      ({ input, itemCount, execution }) => {
        if (execution?.machine.type === "STANDARD") {
          if (redriveStatus(execution, clock.now(), limits).reason === undefined) executions.resume(execution);
          return execution;
        }
        const name = execution?.name ?? ids();
        return executions.begin({
          machine,
          name,
          input,
          arn: execution?.arn ?? executions.arnOf(machine, name),
          mapRun: { arn: mapRunArn, itemCount },
        });
      },
      clock.now,
    );
    this.#runs.set(mapRun.arn, mapRun);
    this.#byExecution.set(run.executionArn, [mapRun, ...this.of(run.executionArn)]);
    return mapRun;
  }

  /** @throws ServiceError `InvalidArn` or `ResourceNotFound` */
  get(arn: string): MapRun {
    const mapRun = this.#runs.get(arn);
    if (mapRun) return mapRun;
    checkArn(arn, ["mapRun"]);
    throw new ServiceError("ResourceNotFound", `Resource not found: '${arn}'`);
  }

  /** The map runs of an execution, those started last first. */
  of(executionArn: string): readonly MapRun[] {
    return this.#byExecution.get(executionArn) ?? [];
  }

  /** Forgets the map runs of an execution that is kept no longer. */
  forget(executionArn: string): void {
    for (const mapRun of this.of(executionArn)) this.#runs.delete(mapRun.arn);
    this.#byExecution.delete(executionArn);
  }
}

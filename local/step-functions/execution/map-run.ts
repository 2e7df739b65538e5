import type { Execution } from "./execution.ts";
import type { Payload } from "./payload.ts";

/** AWS's word for where a map run is. */
export type MapRunStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "ABORTED";

/** How a map run runs its child executions. UpdateMapRun may change it while it runs. */
export interface MapRunSettings {
  /** Most children at a time; 0 for as many as the service allows. */
  readonly maxConcurrency: number;
  /** How many items may fail; undefined when only the percentage counts. */
  readonly toleratedFailureCount: number | undefined;
  /** How many of a hundred items may fail; undefined when only the count counts. */
  readonly toleratedFailurePercentage: number | undefined;
}

/** One child execution to be: what it starts with, and how many items are in that. */
export interface MapUnit {
  readonly input: Payload;
  readonly itemCount: number;
  /** Undefined until it was started. */
  execution: Execution | undefined;
}

/** Starts the child execution of a unit, or takes an unsuccessful one up again. Its end is waited for. */
export type StartUnit = (unit: MapUnit) => Execution;

/** Children that run at a time when `MaxConcurrency` is 0: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html */
const mostChildren = 10_000;

/** One run of a distributed Map state: its child executions and what has become of them. */
export class MapRun {
  readonly arn: string;
  /** The execution that the Map state is part of. */
  readonly executionArn: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** The children in the order of the items; undefined until the items were read. */
  units: readonly MapUnit[] | undefined;
  status: MapRunStatus = "RUNNING";
  /** Milliseconds since the epoch. */
  endedAt: number | undefined;
  redriveCount = 0;
  redrivenAt: number | undefined;
  /** The error's name, when the run has failed. */
  error: string | undefined;
  /** Whether a ResultWriter has written the results. */
  written = false;

  readonly #now: () => number;
  readonly #start: StartUnit;
  #settings: MapRunSettings;
  #settle: () => void = () => undefined;
  /** Settles with the attempt that runs or ran last. */
  #attempt: Promise<unknown> = Promise.resolve();

  constructor(
    request: { readonly arn: string; readonly executionArn: string; readonly settings: MapRunSettings },
    start: StartUnit,
    now: () => number,
  ) {
    this.arn = request.arn;
    this.executionArn = request.executionArn;
    this.#settings = request.settings;
    this.#start = start;
    this.#now = now;
    this.startedAt = now();
  }

  get settings(): MapRunSettings {
    return this.#settings;
  }

  /** The child executions that were started, the last one first. */
  executions(): Execution[] {
    return (this.units ?? []).flatMap(({ execution }) => execution ?? []).reverse();
  }

  /** Changes the settings; what is running already goes on. */
  update(settings: Partial<MapRunSettings>): void {
    this.#settings = { ...this.#settings, ...settings };
    this.#settle();
  }

  /** Takes the run up again after the execution around it was redriven. */
  redrive(): void {
    this.redriveCount += 1;
    this.redrivenAt = this.#now();
  }

  /**
   * Runs every unit that has not succeeded, so many at a time, once an earlier attempt has come to its end. When more items fail
   * than are tolerated, or the signal is aborted, no more are started and the Standard children that run are stopped.
   * @returns whether the tolerance was kept
   */
  run(signal: AbortSignal): Promise<boolean> {
    const attempt = this.#attempt.then(() => this.#run(signal));
    this.#attempt = attempt;
    return attempt;
  }

  async #run(signal: AbortSignal): Promise<boolean> {
    this.status = "RUNNING";
    this.endedAt = undefined;
    this.error = undefined;
    const units = this.units ?? [];
    const items = units.reduce((sum, { itemCount }) => sum + itemCount, 0);
    const waiting = units.filter(({ execution }) => execution?.status !== "SUCCEEDED");
    const running = new Set<Execution>();
    let failedItems = 0;
    let next = 0;
    const { promise, resolve } = Promise.withResolvers<void>();
    const isExceeded = () => exceedsTolerance(this.#settings, failedItems, items);
    const isOver = () => signal.aborted || isExceeded();
    const start = (unit: MapUnit) => {
      const execution = this.#start(unit);
      unit.execution = execution;
      running.add(execution);
      void execution.ended.then(() => {
        running.delete(execution);
        if (execution.status !== "SUCCEEDED") failedItems += unit.itemCount;
        this.#settle();
      });
    };
    this.#settle = () => {
      for (let unit = waiting[next]; unit; unit = waiting[next]) {
        if (isOver() || running.size >= (this.#settings.maxConcurrency || mostChildren)) break;
        next += 1;
        start(unit);
      }
      if (isOver()) stopStandard(running);
      if (running.size === 0 && (isOver() || next === waiting.length)) resolve();
    };
    signal.addEventListener("abort", this.#settle, { once: true });
    this.#settle();
    await promise;
    signal.removeEventListener("abort", this.#settle);
    this.#settle = () => undefined;
    if (signal.aborted) this.end("ABORTED");
    return !isExceeded();
  }

  /** Ends the run, with the error's name when it fails. */
  end(status: Exclude<MapRunStatus, "RUNNING">, error?: string): void {
    this.status = status;
    this.error = error;
    this.endedAt = this.#now();
  }
}

/**
 * Whether so many of all items are more failures than settings tolerate: more than the count or more than the percentage, each if
 * given; without either, one is too many.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html#maprun-fail-threshold
 */
export function exceedsTolerance(settings: MapRunSettings, failedItems: number, items: number): boolean {
  const { toleratedFailureCount: count, toleratedFailurePercentage: percentage } = settings;
  if (count === undefined && percentage === undefined) return failedItems > 0;
  return (
    (count !== undefined && failedItems > count) || (percentage !== undefined && failedItems * 100 > percentage * items)
  );
}

/** Express children cannot be stopped; they are waited for. */
function stopStandard(running: ReadonlySet<Execution>): void {
  for (const execution of [...running]) {
    if (execution.machine.type === "STANDARD") execution.stop(undefined, undefined);
  }
}

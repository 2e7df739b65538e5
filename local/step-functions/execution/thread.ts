import { abortable } from "./abortable.ts";
import type { EventDetails, EventSink, EventType } from "./history.ts";
import type { MapRun } from "./map-run.ts";
import type { Payload } from "./payload.ts";
import type { Run } from "./run.ts";
import { Variables } from "./variables.ts";

/** The state that a thread is in. */
export interface RunningState {
  readonly name: string;
  readonly type: string;
  readonly enteredEventId: number;
  /** Milliseconds since the epoch. */
  readonly enteredAt: number;
  /** Counts from 0; absent for states that cannot be retried. */
  retryCount?: number;
  taskToken?: string;
}

/** The item that a Map iteration works on. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
export interface MapItem {
  readonly index: number;
  readonly value: unknown;
  /** The member's name, when the items are the members of an object. */
  readonly key?: string;
  /** Where a distributed Map has the item from: `STATE_DATA` or an S3 URI. */
  readonly source?: string;
}

/** A branch or iteration, and its output once it is done. */
export interface Line {
  readonly thread: Thread;
  output: Payload | undefined;
}

/** How far a Parallel or Map state has come with what it runs inside; a redrive goes on from there. */
export type Progress = { readonly lines: readonly (Line | undefined)[] } | { readonly mapRun: MapRun };

/** One line of states within an execution: the machine's own, a branch of a Parallel state or an iteration of a Map. */
export class Thread {
  readonly run: Run;
  readonly signal: AbortSignal;
  readonly variables: Variables;
  readonly mapItem: MapItem | undefined;
  readonly events: EventSink;
  /** The event that the next one follows. */
  cursor: number;
  /** The event that made the thread act last; a failed evaluation refers to it. */
  decision: number;
  running: RunningState | undefined;
  /** Branches or iterations that run inside the current state. */
  children: readonly Thread[] = [];
  /** The state that is next or now, with its input; undefined before the first. */
  place: { readonly state: string; readonly input: Payload } | undefined;
  /** What the current state has come to inside, for a redrive. */
  progress: Progress | undefined;
  /** The line that this one goes on from after a redrive, until it has taken its first state up again. */
  resumes: Thread | undefined;

  constructor(
    run: Run,
    options: {
      readonly signal: AbortSignal;
      readonly cursor: number;
      readonly variables?: Variables;
      readonly mapItem?: MapItem | undefined;
      readonly events?: EventSink;
      readonly resumes?: Thread | undefined;
    },
  ) {
    this.run = run;
    this.signal = options.signal;
    this.cursor = options.cursor;
    this.decision = options.cursor;
    // A line that was ended before it took its state up hands on what it was to go on from.
    this.resumes = options.resumes?.resumes ?? options.resumes;
    this.variables = options.resumes?.variables ?? options.variables ?? new Variables();
    this.mapItem = options.mapItem;
    this.events = options.events ?? run.events;
  }

  /** Records an event that follows the last one. */
  record(type: EventType, details?: EventDetails): void {
    this.cursor = this.events.record(type, this.cursor, details);
  }

  /** Records an event beside the line: the next event does not follow it. Returns its id. */
  note(type: EventType, details?: EventDetails): number {
    return this.events.record(type, this.cursor, details);
  }

  /** The branches or iterations that a redriven state goes on from; undefined when it begins anew. */
  linesBefore(): readonly (Line | undefined)[] | undefined {
    return this.progress && "lines" in this.progress ? this.progress.lines : undefined;
  }

  /** The map run that a redriven state goes on from; undefined when it begins a new one. */
  mapRunBefore(): MapRun | undefined {
    return this.progress && "mapRun" in this.progress ? this.progress.mapRun : undefined;
  }

  /**
   * Lets other branches act while this one waits for the outside world, and gives up waiting when the execution ends.
   * @throws the signal's reason when aborted
   */
  async outside<T>(work: Promise<T>): Promise<T> {
    this.run.turns.give();
    try {
      return await abortable(work, this.signal);
    } finally {
      await this.run.turns.take();
      this.decision = this.cursor;
    }
  }

  /** Starts a line within this one: it reads this one's variables and has its own. */
  fork(options: {
    readonly signal: AbortSignal;
    readonly cursor: number;
    readonly mapItem?: MapItem;
    readonly events?: EventSink;
    readonly resumes?: Thread | undefined;
  }): Thread {
    return new Thread(this.run, {
      mapItem: this.mapItem,
      events: this.events,
      ...options,
      variables: new Variables(this.variables),
    });
  }
}

import type { EventType } from "../execution/history.ts";
import type { Payload } from "../execution/payload.ts";
import { DataFault } from "../execution/states-error.ts";
import type { Thread } from "../execution/thread.ts";
import type { Assignments } from "../execution/variables.ts";
import type { Fields, Outcome, QueryLanguage } from "../query/query-language.ts";
import type { TaskResource } from "../resources/task-resource.ts";
import type { Block } from "./block.ts";

/** Where an execution goes from a state: to the next one, or to the end of its block. */
export interface Transition {
  readonly output: Payload;
  readonly next: string | undefined;
}

/** A state of a definition, ready to be run any number of times. */
export interface State {
  /**
   * Runs the state on a thread and records its events.
   * @throws StatesError or DataFault when the state fails and does not catch it
   */
  run(thread: Thread, input: Payload): Promise<Transition>;
}

/** What a state type needs to compile a state of its kind. */
export interface StateSource {
  readonly name: string;
  readonly fields: Fields;
  readonly language: QueryLanguage;
  /** The machine's. */
  readonly type: "STANDARD" | "EXPRESS";
  /** Compiles the states of a branch or an item processor. */
  readonly block: (definition: unknown, location: string) => Block;
  /** Finds what a Task's `Resource` names. Throws a DefinitionError when there is no such thing. */
  readonly resource: (resource: string) => TaskResource;
}

/** A state type: makes a state from its fields. Throws a DefinitionError for fields that cannot be run. */
export type StateType = (source: StateSource) => State;

/** The types of event that an entered or left state is recorded with. */
type StateKind = "Pass" | "Task" | "Choice" | "Wait" | "Succeed" | "Fail" | "Parallel" | "Map";

const entered = {
  Pass: "PassStateEntered",
  Task: "TaskStateEntered",
  Choice: "ChoiceStateEntered",
  Wait: "WaitStateEntered",
  Succeed: "SucceedStateEntered",
  Fail: "FailStateEntered",
  Parallel: "ParallelStateEntered",
  Map: "MapStateEntered",
} satisfies Record<StateKind, EventType>;

const exited = {
  Pass: "PassStateExited",
  Task: "TaskStateExited",
  Choice: "ChoiceStateExited",
  Wait: "WaitStateExited",
  Succeed: "SucceedStateExited",
  Parallel: "ParallelStateExited",
  Map: "MapStateExited",
} satisfies Record<Exclude<StateKind, "Fail">, EventType>;

const whole = { truncated: false } as const;

/**
 * Records that a thread enters a state, unless a redrive goes on in it. A state that can be retried shows its `RetryCount` in the
 * context object.
 */
export function enterState(thread: Thread, kind: StateKind, name: string, input: Payload): void {
  thread.decision = thread.cursor;
  thread.progress = undefined;
  if (resumeState(thread)) return;
  thread.record(entered[kind], { stateEnteredEventDetails: { name, input: input.text, inputDetails: whole } });
  const canRetry = kind === "Task" || kind === "Parallel" || kind === "Map";
  thread.running = {
    name,
    type: kind,
    enteredEventId: thread.cursor,
    enteredAt: thread.run.services.clock.now(),
    ...(canRetry && { retryCount: 0 }),
  };
}

/** Takes up the state that a redriven line was in. False when there is none, or it had been left or not entered yet. */
function resumeState(thread: Thread): boolean {
  const { resumes } = thread;
  thread.resumes = undefined;
  if (!resumes?.running) return false;
  const { name, type, enteredEventId, enteredAt, retryCount } = resumes.running;
  thread.running = { name, type, enteredEventId, enteredAt, ...(retryCount !== undefined && { retryCount: 0 }) };
  thread.progress = resumes.progress;
  return true;
}

/**
 * Records that a thread leaves a state, and sets the variables that the state assigns.
 * @throws DataFault `States.DataLimitExceeded` when the output or a variable is too large
 */
export function exitState(
  thread: Thread,
  kind: keyof typeof exited,
  name: string,
  outcome: Outcome,
  next: string | undefined,
): Transition {
  const { output, assignments } = outcome;
  checkSize(thread, name, output);
  if (assignments) {
    checkAssignedSize(thread, name, assignments);
    thread.variables.assign(assignments);
  }
  thread.record(exited[kind], {
    stateExitedEventDetails: {
      name,
      output: output.text,
      outputDetails: whole,
      ...(assignments && { assignedVariables: texts(assignments), assignedVariablesDetails: whole }),
    },
  });
  thread.running = undefined;
  thread.progress = undefined;
  return { output, next };
}

/** Throws when a payload is larger than what a state may take or give. */
export function checkSize(thread: Thread, stateName: string, payload: Payload): void {
  if (payload.exceeds(thread.run.services.limits.payloadBytes)) throw tooLarge(stateName);
}

function tooLarge(stateName: string): DataFault {
  return new DataFault(
    "States.DataLimitExceeded",
    `The state/task '${stateName}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}

/** One `Assign` may set at most as many bytes as one payload may have: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
function checkAssignedSize(thread: Thread, stateName: string, assignments: Assignments): void {
  let bytes = 0;
  for (const value of assignments.values()) bytes += Buffer.byteLength(value.text);
  if (bytes > thread.run.services.limits.payloadBytes) throw tooLarge(stateName);
}

function texts(assignments: Assignments): Record<string, string> {
  return Object.fromEntries([...assignments].map(([name, value]) => [name, value.text]));
}

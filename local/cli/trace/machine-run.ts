/** One event of an execution, from its history or from its machine's log; inputs and outputs are left where they are. */
export interface MachineEvent {
  readonly id: number;
  /** The event that led to this one; 0 at the beginning of a chain. */
  readonly previousId: number;
  /** Epoch milliseconds. */
  readonly at: number;
  /** In AWS's spelling (https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html). */
  readonly type: string;
  /** The state's name, on the events of entering and leaving it and of an expression of it that failed. */
  readonly name?: string;
  readonly error?: string;
}

/** One stay in a state. Times are epoch milliseconds. */
export interface StateVisit {
  readonly name: string;
  /** `Task`, `Choice`, `Pass`, … */
  readonly kind: string;
  readonly enteredAt: number;
  /** Absent while the execution is in the state, and where it failed in it. */
  readonly leftAt?: number;
  /** How often the task was begun; 0 for states that are none. */
  readonly tries: number;
  /** What stopped each try that failed, in order. */
  readonly errors: readonly string[];
}

/** One execution of a machine. */
export interface MachineRun {
  /** The execution's name: the contact id, or the segment id with `_` for `#`. */
  readonly name: string;
  /** `RUNNING`, `SUCCEEDED`, `FAILED`, `TIMED_OUT` or `ABORTED`; `UNKNOWN` where the log does not hold its end. */
  readonly status: string;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly error?: string;
  readonly states: readonly StateVisit[];
}

const begun = /^(Task|LambdaFunction|Activity)Scheduled$/;
const failed = /^(?:(?:Task|LambdaFunction|Activity)\w*(?:Failed|TimedOut)|EvaluationFailed)$/;

/**
 * The states an execution went through, in the order of entering. Which state an event belongs to is found along the chain of events, since branches of
 * a Parallel state write theirs in between one another.
 */
export function statesOf(events: readonly MachineEvent[]): StateVisit[] {
  const visits = new Map<number, { -readonly [Key in keyof StateVisit]: StateVisit[Key] } & { errors: string[] }>();
  const visitOf = new Map<number, number>();
  for (const event of [...events].sort((a, b) => a.id - b.id)) {
    const { id, at, type, name } = event;
    if (name !== undefined && type.endsWith("StateEntered")) {
      visits.set(id, { name, kind: type.replace("StateEntered", ""), enteredAt: at, tries: 0, errors: [] });
      visitOf.set(id, id);
      continue;
    }
    const along = visitOf.get(event.previousId);
    const key = name === undefined ? along : namedVisit([...visits], along, name);
    const visit = key === undefined ? undefined : visits.get(key);
    if (key === undefined || visit === undefined) continue;
    visitOf.set(id, key);
    if (type.endsWith("StateExited")) visit.leftAt = at;
    if (begun.test(type)) visit.tries += 1;
    if (failed.test(type)) visit.errors.push(event.error ?? (type.endsWith("TimedOut") ? "States.Timeout" : type));
  }
  return [...visits.values()];
}

/** A Parallel state is left along the chain of its last branch, and a failed expression stands in no chain of its state: the name decides. */
function namedVisit(
  visits: readonly (readonly [number, { readonly name: string; readonly leftAt?: number }])[],
  along: number | undefined,
  name: string,
): number | undefined {
  const own = visits.find(([id, visit]) => id === along && visit.name === name);
  return (own ?? visits.findLast(([, visit]) => visit.name === name && visit.leftAt === undefined))?.[0];
}

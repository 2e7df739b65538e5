import { flow } from "./columns.ts";
import { duration } from "./duration.ts";
import type { MachineRun, StateVisit } from "./machine-run.ts";
import type { Paint } from "./paint.ts";

/** States that take no time and do nothing of their own. */
const silentKinds = new Set(["Choice", "Succeed", "Parallel"]);

/** How an execution ended and how long it took, e.g. `SUCCEEDED in 6:44.1`. */
export function outcomeLine({ status, startedAt, endedAt, error }: MachineRun, paint: Paint): string {
  const paintStatus = status === "SUCCEEDED" ? paint.good : status === "RUNNING" ? paint.odd : paint.bad;
  const took =
    endedAt === undefined ? `since ${new Date(startedAt).toISOString()}` : `in ${duration(endedAt - startedAt)}`;
  return `${paintStatus(status)} ${took}${error === undefined ? "" : `, ${error}`}`;
}

/** The states of an execution with their durations, tries and errors, in as few lines as they need. */
export function statesLines(run: MachineRun, paint: Paint, columns: number, label = (name: string) => name): string[] {
  const shown = run.states.filter(({ kind }) => !silentKinds.has(kind));
  return flow(
    shown.map((visit) => stateItem(visit, run, paint, label)),
    " > ",
    columns,
    "  ",
  );
}

function stateItem(visit: StateVisit, run: MachineRun, paint: Paint, label: (name: string) => string): string {
  const { name, kind, enteredAt, leftAt, errors } = visit;
  const end = leftAt ?? run.endedAt;
  const took = kind === "Pass" || kind === "Fail" ? "" : end === undefined ? " …" : ` ${duration(end - enteredAt)}`;
  const text = `${label(name)}${took}`;
  if (errors.length === 0 && visit.tries <= 1) return kind === "Fail" ? paint.bad(text) : text;
  const tries = visit.tries > 1 ? `${visit.tries} tries: ` : "";
  return paint.odd(`${text} (${tries}${counted(errors)})`);
}

/** `NotReady x2, Transient` for NotReady, NotReady, Transient. */
function counted(errors: readonly string[]): string {
  const groups = [...Map.groupBy(errors, (error) => error)];
  return (
    groups.map(([error, same]) => (same.length === 1 ? error : `${error} x${same.length}`)).join(", ") ||
    "no error kept"
  );
}

/**
 * Short labels for states: the verb of each name, which is a verb and a noun; the whole name where two names share their verb.
 */
export function verbLabels(names: readonly string[]): (name: string) => string {
  const verbOf = (name: string) => /^[A-Z][a-z]*/.exec(name)?.[0] ?? name;
  const byVerb = Map.groupBy(new Set(names), verbOf);
  return (name) => ((byVerb.get(verbOf(name))?.length ?? 0) > 1 ? name : verbOf(name));
}

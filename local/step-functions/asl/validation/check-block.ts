import { checkState } from "./check-state.ts";
import { checkTransitions } from "./check-transitions.ts";
import { type Findings, isObject, type Members } from "./findings.ts";

/** What the parts of one definition share while they are checked. */
export interface Scope {
  readonly findings: Findings;
  /** The whole machine's query language, which states have unless they name their own. */
  readonly language: "JSONPath" | "JSONata";
  /** The names of the states so far: a name may be given once in a whole machine. */
  readonly names: Set<string>;
}

/** Checks `StartAt` and `States` of a machine, a branch or an item processor. */
export function checkBlock(block: Members, location: string, scope: Scope): void {
  const { findings, names } = scope;
  const { StartAt, States } = block;
  if (StartAt !== undefined && typeof StartAt !== "string")
    findings.schema(`${location}/StartAt`, "Value must be a string");
  if (States === undefined) return;
  if (!isObject(States) || Object.keys(States).length === 0) {
    findings.schema(`${location}/States`, "Value must be an object with at least one state");
    return;
  }
  for (const [name, state] of Object.entries(States)) {
    const place = `${location}/States/${name}`;
    if (names.has(name)) findings.error("DUPLICATE_STATE_NAME", `Duplicate State name: ${name}`, place);
    names.add(name);
    if (name.length > 80) findings.schema(place, "A state's name must not be longer than 80 characters");
    if (isObject(state)) checkState(state, place, scope, checkBlock);
    else findings.schema(place, "A state must be a JSON object");
  }
  if (typeof StartAt === "string") checkTransitions(StartAt, States, location, findings);
}

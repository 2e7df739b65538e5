import { type Findings, isObject, type Members } from "./findings.ts";

interface Target {
  readonly name: string;
  readonly location: string;
}

/**
 * Checks where the states of a block lead: each target exists, each state can be reached, one of them ends the block.
 * AWS looks for states that nothing leads to only when there is an end.
 */
export function checkTransitions(startAt: string, states: Members, location: string, findings: Findings): void {
  const targetsOf = new Map(
    Object.entries(states).map(([name, state]) => [
      name,
      isObject(state) ? targets(state, `${location}/States/${name}`) : [],
    ]),
  );
  const all = [{ name: startAt, location: `${location}/StartAt` }, ...[...targetsOf.values()].flat()];
  for (const target of all) {
    if (!Object.hasOwn(states, target.name))
      findings.error("MISSING_TRANSITION_TARGET", `Missing 'Next' target: ${target.name}`, target.location);
  }
  if (!Object.values(states).some(isEnd)) {
    findings.error("MISSING_END_STATE", "Workflow has no terminal state");
    return;
  }
  const reached = new Set<string>();
  const reach = (name: string) => {
    if (reached.has(name)) return;
    reached.add(name);
    for (const target of targetsOf.get(name) ?? []) reach(target.name);
  };
  reach(startAt);
  for (const name of Object.keys(states)) {
    if (!reached.has(name))
      findings.error("MISSING_TRANSITION_TARGET", `State "${name}" is not reachable.`, `${location}/States/${name}`);
  }
}

function isEnd(state: unknown): boolean {
  return isObject(state) && (state.End === true || state.Type === "Succeed" || state.Type === "Fail");
}

function targets(state: Members, location: string): Target[] {
  const inList = (field: string) => {
    const list = state[field];
    if (!Array.isArray(list)) return [];
    return list.flatMap((entry: unknown, index) =>
      isObject(entry) ? target(entry.Next, `${location}/${field}[${index}]/Next`) : [],
    );
  };
  return [
    ...target(state.Next, `${location}/Next`),
    ...inList("Choices"),
    ...target(state.Default, `${location}/Default`),
    ...inList("Catch"),
  ];
}

function target(name: unknown, location: string): Target[] {
  return typeof name === "string" ? [{ name, location }] : [];
}

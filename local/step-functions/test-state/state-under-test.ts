import { z } from "zod";
import { ServiceError } from "../../gateway/service.ts";
import { validationError } from "../api/input.ts";
import { describeDiagnostic } from "../asl/diagnostic.ts";
import { validateDefinition } from "../asl/validation/validate-definition.ts";
import type { Fields } from "../query/query-language.ts";

const stateSchema = z.looseObject({ Type: z.string() });
const blockSchema = z.looseObject({ States: z.record(z.string(), stateSchema) });
const machineSchema = blockSchema.extend({ QueryLanguage: z.enum(["JSONata", "JSONPath"]).default("JSONPath") });

type StateFields = z.infer<typeof stateSchema>;
type States = z.infer<typeof blockSchema>["States"];

/** The state that TestState is to run. */
export interface StateUnderTest {
  readonly name: string;
  readonly fields: Readonly<StateFields>;
  /** The machine's query language, which counts when the state has none of its own. */
  readonly language: "JSONata" | "JSONPath";
  /** Whether the state is part of what a Map state runs. */
  readonly isInMap: boolean;
}

/** A state's name where the definition is a single state. */
const noName = "StateUnderTest";

/**
 * Finds the state in a definition: the definition is the state, or a machine in which it may stand at any depth.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html
 * @throws ServiceError `InvalidDefinition`, or `ValidationException` when no state has the name
 */
export function stateUnderTest(definition: string, stateName: string | undefined): StateUnderTest {
  const machine = machineSchema.parse(valid(stateName === undefined ? asMachine(definition) : definition));
  const found = find(machine.States, stateName ?? noName, false);
  if (!found) throw validationError(`The definition has no state '${stateName}', which stateName asks for.`);
  return { ...found, language: machine.QueryLanguage };
}

/** Whether a state runs a state of this name inside, at any depth. */
export function runsInside(fields: Fields, name: string): boolean {
  return innerStates(fields).some((states) => find(states, name, false) !== undefined);
}

function find(states: States, name: string, isInMap: boolean): Omit<StateUnderTest, "language"> | undefined {
  const fields = states[name];
  if (fields) return { name, fields, isInMap };
  for (const state of Object.values(states)) {
    for (const inner of innerStates(state)) {
      const found = find(inner, name, isInMap || state.Type === "Map");
      if (found) return found;
    }
  }
  return undefined;
}

/** The states that a Parallel or Map state runs inside, block by block. */
function innerStates({ Branches, ItemProcessor, Iterator: legacy }: Fields): States[] {
  const blocks: unknown[] = [...(Array.isArray(Branches) ? Branches : []), ItemProcessor, legacy];
  return blocks.flatMap((block) => {
    const parsed = blockSchema.safeParse(block);
    return parsed.success ? [parsed.data.States] : [];
  });
}

/** A definition that AWS would take, as parsed JSON. */
function valid(text: string): unknown {
  const { definition, diagnostics } = validateDefinition(text);
  const mistakes = diagnostics.filter(({ severity }) => severity === "ERROR").map(describeDiagnostic);
  if (mistakes.length === 0) return definition;
  throw new ServiceError("InvalidDefinition", `Invalid State Machine Definition: '${mistakes.join(", ")}'`);
}

/** A machine that begins with the state, and has a state wherever that one goes to. What is no state stays as it is. */
function asMachine(text: string): string {
  let state: unknown;
  try {
    state = JSON.parse(text);
  } catch {
    return text;
  }
  const targets = [...nextNames(state)].filter((name) => name !== noName).map((name) => [name, { Type: "Succeed" }]);
  return JSON.stringify({ StartAt: noName, States: { [noName]: state, ...Object.fromEntries(targets) } });
}

/** Where a state may go: `Next`, `Default`, and the `Next` of its rules and catchers. */
function nextNames(part: unknown): Set<string> {
  const names = new Set<string>();
  if (typeof part !== "object" || part === null) return names;
  const { Next, Default, Choices, Catch }: Fields = { ...part };
  for (const name of [Next, Default]) if (typeof name === "string") names.add(name);
  for (const list of [Choices, Catch]) {
    for (const entry of Array.isArray(list) ? list : []) for (const name of nextNames(entry)) names.add(name);
  }
  return names;
}

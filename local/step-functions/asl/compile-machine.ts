import { z } from "zod";
import type { Integration } from "../execution/run.ts";
import { jsonPathLanguage } from "../query/json-path-language.ts";
import { jsonataLanguage } from "../query/jsonata-language.ts";
import type { QueryLanguage } from "../query/query-language.ts";
import { findResource } from "../resources/find-resource.ts";
import type { TaskResource } from "../resources/task-resource.ts";
import type { Block } from "./block.ts";
import { DefinitionError } from "./definition-error.ts";
import type { State, StateType } from "./state.ts";
import { choiceState } from "./states/choice-state.ts";
import { failState } from "./states/fail-state.ts";
import { mapState } from "./states/map-state.ts";
import { parallelState } from "./states/parallel-state.ts";
import { passState } from "./states/pass-state.ts";
import { succeedState } from "./states/succeed-state.ts";
import { taskState } from "./states/task-state.ts";
import { waitState } from "./states/wait-state.ts";

/** A machine, ready to be run. */
export interface CompiledMachine {
  readonly block: Block;
  /** Longest life of an execution, in seconds. */
  readonly timeoutSeconds: number | undefined;
}

const stateTypes = new Map<string, StateType>([
  ["Task", taskState],
  ["Pass", passState],
  ["Choice", choiceState],
  ["Wait", waitState],
  ["Succeed", succeedState],
  ["Fail", failState],
  ["Parallel", parallelState],
  ["Map", mapState],
]);

const languages: Readonly<Record<"JSONata" | "JSONPath", QueryLanguage>> = {
  JSONata: jsonataLanguage,
  JSONPath: jsonPathLanguage,
};

const languageSchema = z.enum(["JSONata", "JSONPath"]).optional();

const blockSchema = z.object({
  StartAt: z.string(),
  States: z.record(z.string(), z.looseObject({ Type: z.string(), QueryLanguage: languageSchema })),
});

const machineSchema = z.object({ TimeoutSeconds: z.number().positive().optional(), QueryLanguage: languageSchema });

/**
 * Compiles a definition: finds each state's type and resource, and parses every expression once.
 * https://states-language.net/spec.html
 * @param definition the definition as parsed JSON
 * @throws DefinitionError naming the state and field that cannot be run
 */
export function compileMachine(
  definition: unknown,
  options: {
    readonly type: "STANDARD" | "EXPRESS";
    readonly integrations: ReadonlyMap<string, Integration>;
    /** Finds what a Task's `Resource` names, in place of the stack's own finder. */
    readonly resource?: ((name: string) => TaskResource) | undefined;
    /** Lays something around the language of each state, e.g. to watch it. */
    readonly around?: ((language: QueryLanguage) => QueryLanguage) | undefined;
  },
): CompiledMachine {
  const machine = parse(machineSchema, definition, "The definition");
  const resource = options.resource ?? ((name: string) => findResource(name, options));
  const defaultLanguage = languages[machine.QueryLanguage ?? "JSONPath"];

  const compileState = (
    name: string,
    fields: { readonly Type: string; readonly QueryLanguage?: "JSONata" | "JSONPath" | undefined },
  ): State => {
    const stateType = stateTypes.get(fields.Type);
    if (!stateType) throw new DefinitionError(`has the unknown type '${fields.Type}'.`);
    const language = fields.QueryLanguage ? languages[fields.QueryLanguage] : defaultLanguage;
    const { type, around = (same) => same } = options;
    return stateType({ name, fields, language: around(language), type, block: compileBlock, resource });
  };

  const compileBlock = (source: unknown, location: string): Block => {
    const { StartAt, States } = parse(blockSchema, source, location);
    const states = new Map<string, State>();
    for (const [name, fields] of Object.entries(States)) {
      states.set(
        name,
        within(`State '${name}'`, () => compileState(name, fields)),
      );
    }
    if (!states.has(StartAt))
      throw new DefinitionError(`${location} starts at '${StartAt}', which is none of its states.`);
    return { startAt: StartAt, states };
  };

  return { block: compileBlock(definition, "The definition"), timeoutSeconds: machine.TimeoutSeconds };
}

function parse<T>(schema: z.ZodType<T>, value: unknown, location: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new DefinitionError(`${location} is wrong: ${z.prettifyError(result.error)}`);
}

/** Puts where the mistake is in front of what it is. */
function within<T>(place: string, compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    if (error instanceof DefinitionError) throw new DefinitionError(`${place}: ${error.message}`, { cause: error });
    if (error instanceof z.ZodError) throw new DefinitionError(`${place}: ${z.prettifyError(error)}`, { cause: error });
    throw error;
  }
}

import type { z } from "zod";
import type { FlowSession } from "./flow-session.ts";
import { type FlowType, flowTypes } from "./flow-type.ts";
import type { LoadedFlow } from "./load-flow.ts";

/** How an action ended, when it did not fail. */
export type ActionOutcome =
  /** Go to `NextAction`. */
  | { readonly kind: "next" }
  /** Go where the first condition that holds for the value leads. */
  | { readonly kind: "result"; readonly value: string }
  /** Another flow goes on, from its beginning. */
  | { readonly kind: "flow"; readonly flow: LoadedFlow }
  /** The flow is over: the contact waits in a queue, has been disconnected, or stays where it is. */
  | { readonly kind: "ended"; readonly how: "queued" | "disconnected" | "finished" };

/** Everything went well and nothing was decided. */
export const goOn: ActionOutcome = { kind: "next" };

/** One action of a flow, its parameters checked, ready to run. The signal is aborted when the flow is broken off. */
export type PreparedAction = (
  session: FlowSession,
  identifier: string,
  signal: AbortSignal,
) => Promise<ActionOutcome> | ActionOutcome;

/** What the interpreter knows about one type of action of the flow language. */
export interface ActionType {
  /** As the flow language spells it. */
  readonly type: string;
  /** The kinds of flow that may hold it. */
  readonly flows: readonly FlowType[];
  /** Error branches that must be there. */
  readonly errors: readonly string[];
  /** The values that conditions must name, one each; `any`: whatever they like; empty: no conditions. */
  readonly conditions: readonly string[] | "any";
  /** Whether there must be a `NextAction`. */
  readonly leadsOn: boolean;
  /** Checks the parameters of one action. Throws a ZodError when they are not what the flow language asks for. */
  prepare(parameters: unknown): PreparedAction;
}

/** Makes an action type from the schema of its parameters and what it does with them. */
export function defineAction<S extends z.ZodType>(definition: {
  readonly type: string;
  /** All kinds unless told. */
  readonly flows?: readonly FlowType[];
  readonly errors: readonly string[];
  readonly conditions?: readonly string[] | "any";
  readonly leadsOn?: boolean;
  readonly parameters: S;
  readonly run: (
    parameters: z.output<S>,
    session: FlowSession,
    identifier: string,
    signal: AbortSignal,
  ) => Promise<ActionOutcome> | ActionOutcome;
}): ActionType {
  return {
    type: definition.type,
    flows: definition.flows ?? flowTypes,
    errors: definition.errors,
    conditions: definition.conditions ?? [],
    leadsOn: definition.leadsOn ?? true,
    prepare(raw) {
      const parameters = definition.parameters.parse(raw);
      return (session, identifier, signal) => definition.run(parameters, session, identifier, signal);
    },
  };
}

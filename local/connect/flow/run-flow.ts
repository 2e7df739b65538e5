import type { ActionOutcome } from "./action-type.ts";
import type { FlowTransitions } from "./flow-document.ts";
import { FlowActionFailed, type FlowSession } from "./flow-session.ts";
import type { LoadedAction, LoadedFlow } from "./load-flow.ts";

/** How a flow ended. `stuck` names what Connect's own answer would be: the contact is cut off. */
export type FlowEnd =
  | { readonly how: "queued" | "disconnected" | "finished" }
  | { readonly how: "stuck"; readonly at: string; readonly reason: string };

/**
 * Runs a flow for one contact from its first action to its end, and the flows that it hands over to. An action that fails takes its error branch.
 * @param signal aborted when the caller hangs up or an agent takes the call; the promise then rejects with the signal's reason
 */
export async function runFlow(flow: LoadedFlow, session: FlowSession, signal: AbortSignal): Promise<FlowEnd> {
  let current = flow;
  let action = current.actions.get(current.startAction);
  while (action) {
    signal.throwIfAborted();
    const step = await takeStep(action, session, signal);
    if ("how" in step) return step;
    session.trace(action.identifier, step.because);
    if ("flow" in step) {
      current = step.flow;
      action = current.actions.get(current.startAction);
      continue;
    }
    if (step.next === undefined) {
      return { how: "stuck", at: action.identifier, reason: `no branch for "${step.because}"` };
    }
    action = current.actions.get(step.next);
  }
  return { how: "stuck", at: current.startAction, reason: "the flow has no such action" };
}

type Step =
  | FlowEnd
  | { readonly next: string | undefined; readonly because: string }
  | { readonly flow: LoadedFlow; readonly because: string };

async function takeStep(action: LoadedAction, session: FlowSession, signal: AbortSignal): Promise<Step> {
  try {
    const outcome = await action.run(session, action.identifier, signal);
    signal.throwIfAborted();
    if (outcome.kind === "flow") return { flow: outcome.flow, because: "another flow goes on" };
    return outcome.kind === "ended" ? { how: outcome.how } : follow(action.transitions, outcome);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof FlowActionFailed)) throw error;
    return { next: errorBranch(action.transitions, error.errorType), because: `${error.errorType}: ${error.message}` };
  }
}

function follow(transitions: FlowTransitions, outcome: Exclude<ActionOutcome, { kind: "ended" | "flow" }>): Step {
  if (outcome.kind === "next") return { next: transitions.NextAction, because: "done" };
  const match = transitions.Conditions.find((branch) =>
    holds(branch.Condition.Operator, outcome.value, branch.Condition.Operands[0] ?? ""),
  );
  if (match) return { next: match.NextAction, because: outcome.value };
  return { next: errorBranch(transitions, "NoMatchingCondition"), because: `NoMatchingCondition: ${outcome.value}` };
}

function errorBranch(transitions: FlowTransitions, errorType: string): string | undefined {
  const exact = transitions.Errors.find((branch) => branch.ErrorType === errorType);
  return (exact ?? transitions.Errors.find((branch) => branch.ErrorType === "NoMatchingError"))?.NextAction;
}

type Operator = FlowTransitions["Conditions"][number]["Condition"]["Operator"];

function holds(operator: Operator, value: string, operand: string): boolean {
  switch (operator) {
    case "Equals":
      return value === operand;
    case "TextStartsWith":
      return value.startsWith(operand);
    case "TextEndsWith":
      return value.endsWith(operand);
    case "TextContains":
      return value.includes(operand);
    case "NumberGreaterThan":
      return Number(value) > Number(operand);
    case "NumberGreaterOrEqualTo":
      return Number(value) >= Number(operand);
    case "NumberLessThan":
      return Number(value) < Number(operand);
    case "NumberLessOrEqualTo":
      return Number(value) <= Number(operand);
  }
}

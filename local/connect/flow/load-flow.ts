import { z } from "zod";
import { readJson } from "../../read-json.ts";
import type { ActionType, PreparedAction } from "./action-type.ts";
import { actionTypes } from "./action-types.ts";
import { FlowDocument, type FlowTransitions } from "./flow-document.ts";
import type { FlowType } from "./flow-type.ts";

/** A flow that has been checked as a whole and can be run any number of times. */
export interface LoadedFlow {
  readonly startAction: string;
  readonly actions: ReadonlyMap<string, LoadedAction>;
}

/** One action of a {@link LoadedFlow}. */
export interface LoadedAction {
  readonly identifier: string;
  readonly type: string;
  readonly run: PreparedAction;
  readonly transitions: FlowTransitions;
}

/** A flow that the simulated Amazon Connect does not run; the message lists every reason. */
export class FlowRefused extends Error {
  constructor(fileName: string, reasons: readonly string[]) {
    super(`${fileName} cannot be run:\n${reasons.map((reason) => `- ${reason}`).join("\n")}`);
    this.name = "FlowRefused";
  }
}

const types: ReadonlyMap<string, ActionType> = new Map(actionTypes.map((type) => [type.type, type]));

/**
 * Reads and checks a flow: shape, known action types and parameters, the error branches and conditions that the flow language asks for, and that
 * every transition leads to an action.
 * @param text the flow as JSON text
 * @param fileName for messages
 * @param flowType what kind of flow it is: not every action may stand in every kind
 * @throws FlowRefused with all reasons at once
 */
export function loadFlow(text: string, fileName: string, flowType: FlowType = "CONTACT_FLOW"): LoadedFlow {
  const document = parseDocument(text, fileName);
  const reasons: string[] = [];
  const identifiers = new Set(document.Actions.map((action) => action.Identifier));
  if (identifiers.size < document.Actions.length) reasons.push("two actions have the same Identifier");
  if (!identifiers.has(document.StartAction))
    reasons.push(`StartAction "${document.StartAction}" is not among the actions`);

  const actions = new Map<string, LoadedAction>();
  for (const action of document.Actions) {
    const at = `action "${action.Identifier}" (${action.Type})`;
    const type = types.get(action.Type);
    for (const target of targetsOf(action.Transitions)) {
      if (!identifiers.has(target)) reasons.push(`${at} leads to "${target}", which is not among the actions`);
    }
    if (!type) {
      reasons.push(
        `${at}: the simulated Amazon Connect does not run this type; it runs ${[...types.keys()].join(", ")}`,
      );
      continue;
    }
    if (!type.flows.includes(flowType)) reasons.push(`${at}: a flow of type ${flowType} may not hold this type`);
    reasons.push(...transitionProblems(type, action.Transitions).map((problem) => `${at} ${problem}`));
    try {
      actions.set(action.Identifier, {
        identifier: action.Identifier,
        type: action.Type,
        run: type.prepare(action.Parameters),
        transitions: action.Transitions,
      });
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      reasons.push(
        ...error.issues.map((issue) => `${at} parameter ${issue.path.join(".") || "object"}: ${issue.message}`),
      );
    }
  }
  if (reasons.length > 0) throw new FlowRefused(fileName, reasons);
  return { startAction: document.StartAction, actions };
}

function parseDocument(text: string, fileName: string): FlowDocument {
  const read = readJson(FlowDocument, text, "document");
  if ("data" in read) return read.data;
  throw new FlowRefused(fileName, read.reasons);
}

function targetsOf(transitions: FlowTransitions): string[] {
  const branches = [...transitions.Errors, ...transitions.Conditions].map((branch) => branch.NextAction);
  return transitions.NextAction === undefined ? branches : [transitions.NextAction, ...branches];
}

function transitionProblems(type: ActionType, transitions: FlowTransitions): string[] {
  const problems: string[] = [];
  const errors = transitions.Errors.map((branch) => branch.ErrorType);
  for (const error of type.errors) {
    if (!errors.includes(error)) problems.push(`has no error branch ${error}`);
  }
  for (const error of errors) {
    if (!type.errors.includes(error)) problems.push(`has an error branch ${error}, which this type never takes`);
  }
  if (type.leadsOn && transitions.NextAction === undefined) problems.push("has no NextAction");
  const values = transitions.Conditions.map((branch) => branch.Condition.Operands[0] ?? "");
  if (type.conditions !== "any") {
    for (const value of type.conditions) if (!values.includes(value)) problems.push(`has no condition for ${value}`);
    for (const value of values)
      if (!type.conditions.includes(value))
        problems.push(`has a condition for ${value}, which this type never answers`);
  }
  return problems;
}

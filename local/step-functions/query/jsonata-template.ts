import { Payload } from "../execution/payload.ts";
import type { Thread } from "../execution/thread.ts";
import type { Assignments } from "../execution/variables.ts";
import { compileExpression, isExpression, type StatesVariable } from "./jsonata-expression.ts";

/** A JSON value in which expressions may stand at any depth, ready to be evaluated. */
export type JsonataTemplate = (thread: Thread, states: StatesVariable) => Promise<unknown>;

/**
 * Compiles the value of `Output`, `Arguments`, `Assign` and the like. A template without expressions costs nothing to evaluate.
 * @param location the field as AWS names it in errors: members behind `/`, items in brackets, e.g. `Output/list[0]`
 * @throws DefinitionError
 */
export function compileTemplate(template: unknown, location: string): JsonataTemplate {
  return dynamicTemplate(template, location) ?? (async () => template);
}

/** Compiles a template whose value goes on as a payload. */
export function compilePayload(
  template: unknown,
  location: string,
): (thread: Thread, states: StatesVariable) => Promise<Payload> {
  const evaluate = dynamicTemplate(template, location);
  if (evaluate) return async (thread, states) => Payload.of(await evaluate(thread, states));
  const constant = Payload.of(template);
  return async () => constant;
}

/** Compiles `Assign`: every variable is computed before any is set. */
export function compileAssign(
  template: unknown,
  location: string,
): (thread: Thread, states: StatesVariable) => Promise<Assignments | undefined> {
  if (typeof template !== "object" || template === null) return async () => undefined;
  const variables = Object.entries(template).map(([name, value]) => ({
    name,
    evaluate: compilePayload(value, `${location}/${name}`),
  }));
  if (variables.length === 0) return async () => undefined;
  return async (thread, states) => {
    const assignments = new Map<string, Payload>();
    for (const { name, evaluate } of variables) assignments.set(name, await evaluate(thread, states));
    return assignments;
  };
}

function dynamicTemplate(template: unknown, location: string): JsonataTemplate | undefined {
  if (typeof template === "string") return isExpression(template) ? compileExpression(template, location) : undefined;
  if (Array.isArray(template)) return dynamicArray(template, location);
  if (typeof template === "object" && template !== null) return dynamicObject(template, location);
  return undefined;
}

function dynamicArray(template: readonly unknown[], location: string): JsonataTemplate | undefined {
  const items = template.map((item, index) => dynamicTemplate(item, `${location}[${index}]`));
  if (items.every((item) => item === undefined)) return undefined;
  return async (thread, states) => {
    const value: unknown[] = [];
    for (const [index, item] of items.entries()) value.push(item ? await item(thread, states) : template[index]);
    return value;
  };
}

function dynamicObject(template: object, location: string): JsonataTemplate | undefined {
  const members = Object.entries(template).map(([key, value]) => ({
    key,
    value,
    evaluate: dynamicTemplate(value, `${location}/${key}`),
  }));
  if (members.every((member) => member.evaluate === undefined)) return undefined;
  return async (thread, states) => {
    const value: Record<string, unknown> = {};
    for (const member of members)
      value[member.key] = member.evaluate ? await member.evaluate(thread, states) : member.value;
    return value;
  };
}

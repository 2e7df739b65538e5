import jsonata from "jsonata";
import { DefinitionError } from "../asl/definition-error.ts";
import { contextObject } from "../execution/context-object.ts";
import type { Payload } from "../execution/payload.ts";
import { DataFault } from "../execution/states-error.ts";
import type { Thread } from "../execution/thread.ts";

/** What an expression sees as `$states`, besides the context object. */
export interface StatesVariable {
  readonly input: Payload;
  readonly result?: Payload;
  readonly errorOutput?: Payload;
}

/** An expression that was compiled once and is evaluated for each execution. Evaluating throws a `DataFault`. */
export type JsonataExpression = (thread: Thread, states: StatesVariable) => Promise<unknown>;

/** Whether a string of a definition is an expression: `{% … %}`, with nothing around it. */
export function isExpression(text: string): boolean {
  return text.startsWith("{%") && text.endsWith("%}");
}

/**
 * Compiles one `{% … %}` string. The value of the expression is never undefined, a function or anything else that is not JSON:
 * such an evaluation fails with AWS's words for it.
 * @param location the field as AWS names it in errors, e.g. `Output/result`
 * @throws DefinitionError when it is not JSONata
 */
export function compileExpression(text: string, location: string): JsonataExpression {
  const source = text.slice(2, -2).trim();
  const expression = parse(source, location);
  const threw = (message: string) =>
    new DataFault(
      "States.QueryEvaluationError",
      `The JSONata expression '${source}' specified for the field '${location}' ${message}`,
      location,
    );
  return async (thread, states) => {
    let value: unknown;
    try {
      const { expressionFunctions } = thread.run.services;
      value = await expression.evaluate(undefined, {
        ...thread.variables.values(),
        ...expressionFunctions,
        states: statesObject(thread, states),
      });
    } catch (error) {
      throw threw(`threw an error during evaluation${describe(error)}`);
    }
    if (value === undefined) throw threw("returned nothing (undefined).");
    if (!isJson(value)) throw threw("returned an unsupported result type.");
    return hasNonFinite(value) ? withNamedNumbers(value) : value;
  };
}

function parse(source: string, location: string): jsonata.Expression {
  try {
    return jsonata(source);
  } catch (error) {
    throw new DefinitionError(`The field '${location}' is not JSONata${describe(error)} in '${source}'.`);
  }
}

/** An error behind AWS's sentence about it: one of JSONata's own has a code and begins a new sentence. */
function describe(error: unknown): string {
  if (typeof error !== "object" || error === null || !("message" in error)) return `: ${String(error)}`;
  return "code" in error ? `. ${error.code}: ${error.message}` : `: ${error.message}`;
}

/** Getters, because building the context and parsing payloads is only worth it for expressions that read them. */
function statesObject(thread: Thread, states: StatesVariable): object {
  return {
    get input() {
      return states.input.value;
    },
    get result() {
      return states.result?.value;
    },
    get errorOutput() {
      return states.errorOutput?.value;
    },
    get context() {
      return contextObject(thread);
    },
  };
}

function isJson(value: unknown): boolean {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return true;
  if (Array.isArray(value)) return value.every(isJson);
  if (typeof value !== "object") return false;
  if ("_jsonata_lambda" in value || "_jsonata_function" in value) return false;
  return Object.values(value).every((member) => member === undefined || isJson(member));
}

function hasNonFinite(value: unknown): boolean {
  if (typeof value === "number") return !Number.isFinite(value);
  return typeof value === "object" && value !== null && Object.values(value).some(hasNonFinite);
}

/** JSON has no infinite numbers: AWS gives their names, so that `1/0` is "Infinity". */
function withNamedNumbers(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return value.map(withNamedNumbers);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withNamedNumbers(member)]));
}

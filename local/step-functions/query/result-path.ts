import { DefinitionError } from "../asl/definition-error.ts";
import { Payload } from "../execution/payload.ts";
import { DataFault } from "../execution/states-error.ts";
import { compilePath } from "./json-path.ts";

/** Puts a state's result into its input. */
export type ResultPlacer = (input: Payload, result: Payload) => Payload;

/**
 * Compiles `ResultPath`: `$` replaces the input, null drops the result, a reference path makes what is missing on its way.
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultpath.html
 * @throws DefinitionError when the path may match many values
 */
export function compileResultPath(path: unknown): ResultPlacer {
  if (path === null) return (input) => input;
  if (path === undefined || path === "$") return (_input, result) => result;
  const reference = typeof path === "string" && path.startsWith("$") ? compilePath(path.slice(1)).reference : undefined;
  if (!reference)
    throw new DefinitionError(
      `The ResultPath ${JSON.stringify(path)} must be null or a path to one value, e.g. "$.result".`,
    );
  return (input, result) => Payload.of(place(input.value, reference, result.value));
}

function place(target: unknown, [key, ...rest]: readonly (string | number)[], result: unknown): unknown {
  if (key === undefined) return result;
  if (typeof key === "number") {
    if (!Array.isArray(target) || key < 0 || key >= target.length) throw mismatch(key, target);
    return target.with(key, place(target[key], rest, result));
  }
  const object = target === undefined ? {} : target;
  if (typeof object !== "object" || object === null || Array.isArray(object)) throw mismatch(key, target);
  const member: unknown = Object.hasOwn(object, key) ? Reflect.get(object, key) : undefined;
  return { ...object, [key]: place(member, rest, result) };
}

function mismatch(key: string | number, target: unknown): DataFault {
  return new DataFault(
    "States.ResultPathMatchFailure",
    `Unable to apply step "${key}" to input ${JSON.stringify(target)}`,
  );
}

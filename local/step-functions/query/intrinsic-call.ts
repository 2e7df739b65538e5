import { DefinitionError } from "../asl/definition-error.ts";
import { DataFault } from "../execution/states-error.ts";
import type { Thread } from "../execution/thread.ts";
import { intrinsicFunctions } from "./intrinsic-functions.ts";
import { compilePathExpression } from "./path-expression.ts";

/** A part of an intrinsic function call, ready to be evaluated. */
export type IntrinsicValue = (thread: Thread, document: unknown) => unknown;

/**
 * Compiles a call such as `States.Format('{} of {}', $.first, States.ArrayLength($.all))`.
 * https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 * @throws DefinitionError when it is no call of a known function
 */
export function compileIntrinsic(text: string): IntrinsicValue {
  const reader = new CallReader(text);
  const value = reader.value();
  reader.end();
  return (thread, document) => {
    try {
      return value(thread, document);
    } catch (error) {
      if (!(error instanceof IntrinsicFault)) throw error;
      throw new DataFault(error.error, `The function '${text}' had the following error: ${error.message}`);
    }
  };
}

/** What went wrong within a call. AWS's cause names the whole expression, not the inner call that failed. */
class IntrinsicFault extends Error {
  readonly error: string;

  constructor(error: string, message: string) {
    super(message);
    this.error = error;
  }
}

class CallReader {
  readonly #text: string;
  #place = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(): IntrinsicValue {
    this.#take(/\s*/y);
    const string = this.#take(/'((?:[^'\\]|\\.)*)'/sy);
    if (string) return constant(unescaped(string[1] ?? ""));
    const literal = this.#take(/(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?=\s*[,)])/y);
    if (literal) return constant(JSON.parse(literal[0]));
    const call = this.#take(/States\.(\w+)\s*\(/y);
    if (call) return this.#call(call[1] ?? "");
    const path = this.#take(/\$(?:\[[^\]]*\]|\(\)|[^,()[\]\s])*/y);
    if (path) return pathValue(path[0]);
    throw this.#unreadable();
  }

  end(): void {
    this.#take(/\s*/y);
    if (this.#place < this.#text.length) throw this.#unreadable();
  }

  #call(name: string): IntrinsicValue {
    const evaluate = Object.hasOwn(intrinsicFunctions, name) ? intrinsicFunctions[name] : undefined;
    if (!evaluate) throw new DefinitionError(`There is no intrinsic function 'States.${name}'.`);
    const values: IntrinsicValue[] = [];
    while (!this.#take(/\s*\)/y)) {
      if (values.length > 0 && !this.#take(/\s*,/y)) throw this.#unreadable();
      values.push(this.value());
    }
    return (thread, document) => {
      const found = values.map((value) => value(thread, document));
      try {
        return evaluate(found, thread.run.services);
      } catch (error) {
        throw new IntrinsicFault("States.IntrinsicFailure", error instanceof Error ? error.message : String(error));
      }
    };
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#place;
    const match = pattern.exec(this.#text);
    if (!match) return undefined;
    this.#place = pattern.lastIndex;
    return match;
  }

  #unreadable(): DefinitionError {
    return new DefinitionError(
      `'${this.#text}' is neither a path nor an intrinsic function: '${this.#text.slice(this.#place)}' cannot be read.`,
    );
  }
}

function constant(value: unknown): IntrinsicValue {
  return () => value;
}

/** A backslash takes the meaning from a quote, a brace or itself; States.Format still has to see that of a brace. */
function unescaped(text: string): string {
  return text.replace(/\\(['\\])/g, "$1");
}

function pathValue(text: string): IntrinsicValue {
  const path = compilePathExpression(text);
  return (thread, document) => {
    const found = path.find(thread, document);
    if (found.ok) return found.value;
    const field = text.startsWith("$$") ? text.slice(1) : text;
    throw new IntrinsicFault(
      "States.Runtime",
      `The JsonPath argument for the field '${field}' could not be found in the input '${JSON.stringify(document)}'`,
    );
  };
}

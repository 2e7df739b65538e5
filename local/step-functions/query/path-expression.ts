import { DefinitionError } from "../asl/definition-error.ts";
import { contextObject } from "../execution/context-object.ts";
import type { Thread } from "../execution/thread.ts";
import { compileIntrinsic } from "./intrinsic-call.ts";
import { compilePath, type Found } from "./json-path.ts";

/** A path of a definition: into a document (`$.a`), into the context object (`$$.Execution.Id`) or into a variable (`$order.id`). */
export interface PathExpression {
  readonly text: string;
  /** Whether the path is `$`, the whole document. */
  readonly isWhole: boolean;
  find(thread: Thread, document: unknown): Found;
}

/** @throws DefinitionError when the text is no path */
export function compilePathExpression(text: string): PathExpression {
  const root = /^\$(\$(?=$|[.[])|[A-Za-z_]\w*)?/.exec(text);
  if (!root) throw new DefinitionError(`'${text}' is not a JSONPath; a path starts with '$'.`);
  const path = compilePath(text.slice(root[0].length));
  const name = root[1];
  if (name === undefined) return { text, isWhole: text === "$", find: (_thread, document) => path.read(document) };
  if (name === "$") return { text, isWhole: false, find: (thread) => path.read(contextObject(thread)) };
  return {
    text,
    isWhole: false,
    find: (thread) => {
      const variables = thread.variables.values();
      return Object.hasOwn(variables, name)
        ? path.read(variables[name])
        : { ok: false, reached: `$${name}`, last: true };
    },
  };
}

/** The value of a path or of an intrinsic function; `find` tells a value that is null from none. */
export type ValueExpression = (thread: Thread, document: unknown) => Found;

/** Compiles the text behind a `.$` key: a path or `States.Function( … )`. */
export function compileValueExpression(text: string): ValueExpression {
  if (text.startsWith("$")) {
    const path = compilePathExpression(text);
    return (thread, document) => path.find(thread, document);
  }
  const call = compileIntrinsic(text);
  return (thread, document) => ({ ok: true, value: call(thread, document) });
}

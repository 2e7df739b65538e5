import { DefinitionError } from "../asl/definition-error.ts";
import { contextObject } from "../execution/context-object.ts";
import { DataFault } from "../execution/states-error.ts";
import type { Thread } from "../execution/thread.ts";
import { compileValueExpression } from "./path-expression.ts";

/** A payload template, ready to be evaluated against a document. */
export type PathTemplate = (thread: Thread, document: unknown) => unknown;

/**
 * Compiles `Parameters`, `ResultSelector`, `ItemSelector` or `Assign`: a member whose name ends in `.$` gets the value of the path or
 * intrinsic function that it holds. An index behind the end of an array gives null there, as on AWS. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-inputpath-params.html
 * @throws DefinitionError
 */
export function compilePathTemplate(template: unknown): PathTemplate {
  if (Array.isArray(template)) {
    const items = template.map(compilePathTemplate);
    return (thread, document) => items.map((item) => item(thread, document));
  }
  if (typeof template !== "object" || template === null) return () => template;
  const members = compileMembers(template);
  return (thread, document) =>
    Object.fromEntries(members.map(({ name, evaluate }) => [name, evaluate(thread, document)]));
}

/** A member of a template: its name without `.$`, and its value. */
export interface TemplateMember {
  readonly name: string;
  readonly evaluate: PathTemplate;
}

/** Compiles the members of a template. Throws a DefinitionError for a `.$` member that holds neither path nor function. */
export function compileMembers(template: object): readonly TemplateMember[] {
  return Object.entries(template).map(([name, value]) =>
    name.endsWith(".$") ? computed(name, value) : { name, evaluate: compilePathTemplate(value) },
  );
}

function computed(field: string, value: unknown): TemplateMember {
  if (typeof value !== "string")
    throw new DefinitionError(`The field '${field}' must hold a path or an intrinsic function as text.`);
  const expression = compileValueExpression(value);
  return {
    name: field.slice(0, -2),
    evaluate: (thread, document) => {
      const found = expression(thread, document);
      if (found.ok) return found.value;
      if (found.beyondEnd) return null;
      throw notFound(thread, value, field, document);
    },
  };
}

/** The fault of a path that points at nothing; it shows what was searched. */
export function notFound(thread: Thread, path: string, field: string, document: unknown): DataFault {
  const searched = path.startsWith("$$") ? contextObject(thread) : document;
  return new DataFault(
    "States.Runtime",
    `The JSONPath '${path}' specified for the field '${field}' could not be found in the input '${JSON.stringify(searched)}'`,
  );
}

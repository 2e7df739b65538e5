import { DefinitionError } from "../asl/definition-error.ts";
import { type Filter, parseFilter } from "./json-path-filter.ts";
import { pathFunctions } from "./path-functions.ts";

/**
 * One step of a path. Names and indexes pick one value, the others any number.
 * https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html
 */
type Step =
  | { readonly kind: "names"; readonly names: readonly string[] }
  | { readonly kind: "indexes"; readonly indexes: readonly number[] }
  | { readonly kind: "slice"; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly kind: "all" }
  | { readonly kind: "deep" }
  | { readonly kind: "filter"; readonly filter: Filter };

/** What a path found. */
export type Found =
  | { readonly ok: true; readonly value: unknown }
  /**
   * How far a path that points at one value got: the steps up to the first that failed, whether it was the last, and whether it was
   * an index behind the end of an array.
   */
  | { readonly ok: false; readonly reached: string; readonly last: boolean; readonly beyondEnd?: true };

/** A compiled JSONPath without its root. */
export interface JsonPath {
  /** Reads a document. A path that may match many values finds a list, which can be empty. */
  read(document: unknown): Found;
  /** The names and indexes of the steps when each picks one value; undefined when the path may match many. */
  readonly reference: readonly (string | number)[] | undefined;
}

/**
 * Compiles what stands behind a path's root, e.g. `.orders[0]['unit-price']`.
 * @throws DefinitionError when it is no path
 */
export function compilePath(text: string): JsonPath {
  const call = /\.(\w+)\(\)$/.exec(text);
  if (call) return withFunction(compilePath(text.slice(0, call.index)), call[1] ?? "", text);
  const steps = parseSteps(text);
  const reference = singleSteps(steps);
  if (reference) return { read: (document) => readReference(reference, document), reference };
  return { read: (document) => ({ ok: true, value: steps.reduce(takeStep, [document]) }), reference };
}

/** A path that ends with a function; one that points at nothing, or at what the function does not take, finds nothing. */
function withFunction(path: JsonPath, name: string, text: string): JsonPath {
  const compute = pathFunctions.get(name);
  if (!compute) throw new DefinitionError(`'${text}' is not a JSONPath: there is no function '${name}()'.`);
  return {
    reference: undefined,
    read: (document) => {
      const found = path.read(document);
      if (!found.ok) return found;
      const value = compute(found.value);
      return value === undefined ? { ok: false, reached: `$${text}`, last: true } : { ok: true, value };
    },
  };
}

function singleSteps(steps: readonly Step[]): (string | number)[] | undefined {
  const single: (string | number)[] = [];
  for (const step of steps) {
    const keys = step.kind === "names" ? step.names : step.kind === "indexes" ? step.indexes : [];
    const [key] = keys;
    if (keys.length !== 1 || key === undefined) return undefined;
    single.push(key);
  }
  return single;
}

function readReference(reference: readonly (string | number)[], document: unknown): Found {
  let value = document;
  for (const [place, key] of reference.entries()) {
    const next = typeof key === "string" ? member(value, key) : item(value, key);
    if (next.length === 0) {
      const reached = reference
        .slice(0, place + 1)
        .map((step) => (typeof step === "string" ? `['${step}']` : `[${step}]`));
      const last = place === reference.length - 1;
      const beyondEnd = last && typeof key === "number" && Array.isArray(value) && key >= value.length;
      return { ok: false, reached: `$${reached.join("")}`, last, ...(beyondEnd && { beyondEnd }) };
    }
    value = next[0];
  }
  return { ok: true, value };
}

function takeStep(values: readonly unknown[], step: Step): unknown[] {
  switch (step.kind) {
    case "names":
      return values.flatMap((value) => step.names.flatMap((name) => member(value, name)));
    case "indexes":
      return values.flatMap((value) => step.indexes.flatMap((index) => item(value, index)));
    case "slice":
      return values.flatMap((value) => (Array.isArray(value) ? value.slice(step.from, step.to) : []));
    case "all":
      return values.flatMap(children);
    case "deep":
      return values.flatMap(descendants);
    case "filter":
      return values.flatMap((value) => (Array.isArray(value) ? value : [value]).filter(step.filter));
  }
}

/** The member of that name as a list of one, so that a member that is null differs from none. */
function member(value: unknown, name: string): unknown[] {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
    ? [Reflect.get(value, name)]
    : [];
}

function item(value: unknown, index: number): unknown[] {
  if (!Array.isArray(value)) return [];
  const place = index < 0 ? value.length + index : index;
  return place >= 0 && place < value.length ? [value[place]] : [];
}

function children(value: unknown): unknown[] {
  return typeof value === "object" && value !== null ? Object.values(value) : [];
}

function descendants(value: unknown): unknown[] {
  return [value, ...children(value).flatMap(descendants)];
}

function parseSteps(text: string): Step[] {
  const steps: Step[] = [];
  let rest = text;
  while (rest !== "") {
    const deep = /^\.\.(?=[^.])/.exec(rest);
    if (deep) {
      steps.push({ kind: "deep" });
      rest = rest.startsWith("..[") ? rest.slice(2) : rest.slice(1);
    }
    const name = /^\.([^.[\s]+)/.exec(rest);
    if (name?.[1] !== undefined) {
      steps.push(name[1] === "*" ? { kind: "all" } : { kind: "names", names: [name[1]] });
      rest = rest.slice(name[0].length);
    } else if (rest.startsWith("[")) {
      const end = closingBracket(rest);
      steps.push(parseBracket(rest.slice(1, end).trim(), text));
      rest = rest.slice(end + 1);
    } else {
      throw new DefinitionError(`'${text}' is not a JSONPath: '${rest}' cannot be read.`);
    }
  }
  return steps;
}

/** The place of the bracket that closes the first one; brackets within quotes do not count. */
function closingBracket(text: string): number {
  let depth = 0;
  let quote = "";
  for (let place = 0; place < text.length; place += 1) {
    const character = text.charAt(place);
    if (quote !== "") {
      if (character === "\\") place += 1;
      else if (character === quote) quote = "";
    } else if (character === "'" || character === '"') quote = character;
    else if (character === "[") depth += 1;
    else if (character === "]") {
      depth -= 1;
      if (depth === 0) return place;
    }
  }
  throw new DefinitionError(`'${text}' is not a JSONPath: a bracket is not closed.`);
}

function parseBracket(content: string, path: string): Step {
  if (content === "*") return { kind: "all" };
  if (content.startsWith("?")) return { kind: "filter", filter: parseFilter(content.slice(1)) };
  const slice = /^(-?\d+)?\s*:\s*(-?\d+)?$/.exec(content);
  if (slice) return { kind: "slice", from: integer(slice[1]), to: integer(slice[2]) };
  if (/^-?\d+(\s*,\s*-?\d+)*$/.test(content)) return { kind: "indexes", indexes: content.split(",").map(Number) };
  const names = content.match(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/gs);
  if (names) return { kind: "names", names: names.map((name) => name.slice(1, -1).replace(/\\(['\\])/g, "$1")) };
  throw new DefinitionError(`'${path}' is not a JSONPath: '[${content}]' cannot be read.`);
}

function integer(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}

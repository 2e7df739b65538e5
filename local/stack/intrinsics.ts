import { z } from "zod";
import type { Template } from "./template.ts";

/** What `Ref` and `Fn::GetAtt` of a created resource give. */
export interface CreatedResource {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What names in a template stand for. */
export interface Scope {
  readonly template: Template;
  /** Parameters given by the caller; the template's defaults fill in the others. */
  readonly parameters: Readonly<Record<string, string>>;
  /** `AWS::Region` and the like. */
  readonly pseudoParameters: Readonly<Record<string, string>>;
  /** Resources that exist by now, by logical id. */
  readonly created: ReadonlyMap<string, CreatedResource>;
}

/** Stands for a property that `AWS::NoValue` takes away. */
const noValue = Symbol("AWS::NoValue");

/**
 * Resolves the intrinsic functions in a part of a template: Ref, Fn::GetAtt, Fn::Sub, Fn::Join, Fn::Select, Fn::Split, Fn::If, Fn::FindInMap,
 * Fn::Base64. Properties that come to `AWS::NoValue` go.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 * @throws Error that names the function or the missing name
 */
export function resolveIntrinsics(value: unknown, scope: Scope): unknown {
  const resolved = resolve(value, scope);
  return resolved === noValue ? undefined : resolved;
}

function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value))
    return value.map((element) => resolve(element, scope)).filter((element) => element !== noValue);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (only && entries.length === 1 && (only[0] === "Ref" || only[0].startsWith("Fn::")))
    return call(only[0], only[1], scope);
  const resolved = entries.map(([key, part]): [string, unknown] => [key, resolve(part, scope)]);
  return Object.fromEntries(resolved.filter(([, part]) => part !== noValue));
}

const Pair = z.tuple([z.string(), z.array(z.unknown())]);
const Selection = z.tuple([z.coerce.number().int().nonnegative(), z.array(z.unknown())]);
const SplitInput = z.tuple([z.string(), z.string()]);
const Choice = z.tuple([z.string(), z.unknown(), z.unknown()]);
const MapPath = z.tuple([z.string(), z.string(), z.string()]);
const Substitution = z.union([
  z.string().transform((text) => ({ text, variables: {} })),
  z.tuple([z.string(), z.record(z.string(), z.unknown())]).transform(([text, variables]) => ({ text, variables })),
]);

function call(name: string, operand: unknown, scope: Scope): unknown {
  const argument = <T>(schema: z.ZodType<T>, input: unknown): T => {
    const parsed = schema.safeParse(input);
    if (!parsed.success)
      throw new Error(`${name} is given ${JSON.stringify(operand)}: ${z.prettifyError(parsed.error)}`);
    return parsed.data;
  };
  switch (name) {
    case "Ref":
      return resolveRef(argument(z.string(), operand), scope);
    case "Fn::GetAtt":
      return resolveAttribute(...splitAttribute(operand), scope);
    case "Fn::Sub": {
      const { text, variables } = argument(Substitution, operand);
      return substitute(text, variables, scope);
    }
    case "Fn::Join": {
      const [separator, parts] = argument(Pair, resolve(operand, scope));
      return parts.join(separator);
    }
    case "Fn::Select": {
      const [index, parts] = argument(Selection, resolve(operand, scope));
      return parts[index];
    }
    case "Fn::Split": {
      const [separator, text] = argument(SplitInput, resolve(operand, scope));
      return text.split(separator);
    }
    case "Fn::If": {
      const [condition, then, otherwise] = argument(Choice, operand);
      return resolve(isTrue(condition, scope) ? then : otherwise, scope);
    }
    case "Fn::FindInMap": {
      const [map, first, second] = argument(MapPath, resolve(operand, scope));
      return scope.template.Mappings?.[map]?.[first]?.[second];
    }
    case "Fn::Base64":
      return Buffer.from(argument(z.string(), resolve(operand, scope))).toString("base64");
    default:
      throw new Error(`${name} cannot be resolved by the local stack.`);
  }
}

function resolveRef(name: string, scope: Scope): unknown {
  if (name === "AWS::NoValue") return noValue;
  const found =
    scope.pseudoParameters[name] ??
    scope.created.get(name)?.ref ??
    scope.parameters[name] ??
    scope.template.Parameters?.[name]?.Default;
  if (found === undefined)
    throw new Error(`Ref names "${name}", which is neither a resource that exists nor a parameter with a value.`);
  return found;
}

function resolveAttribute(logicalId: string, attribute: string, scope: Scope): string {
  const found = scope.created.get(logicalId)?.attributes[attribute];
  if (found === undefined)
    throw new Error(`Fn::GetAtt names ${logicalId}.${attribute}, which the local stack does not have.`);
  return found;
}

function splitAttribute(operand: unknown): [logicalId: string, attribute: string] {
  const [logicalId = "", ...attribute] = Array.isArray(operand) ? operand.map(String) : String(operand).split(".");
  return [logicalId, attribute.join(".")];
}

/** `${Name}`, `${Resource.Attribute}`; `${!Name}` stands for `${Name}` as it is. */
function substitute(text: string, variables: Readonly<Record<string, unknown>>, scope: Scope): string {
  return text.replace(/\$\{(!?)([^}]*)\}/g, (_, isLiteral: string, name: string) => {
    if (isLiteral) return `\${${name}}`;
    if (Object.hasOwn(variables, name)) return String(resolve(variables[name], scope));
    return String(name.includes(".") ? resolveAttribute(...splitAttribute(name), scope) : resolveRef(name, scope));
  });
}

/**
 * Whether a condition of the template holds.
 * @throws Error when the template has no such condition
 */
export function isTrue(name: string, scope: Scope): boolean {
  const condition = scope.template.Conditions?.[name];
  if (condition === undefined) throw new Error(`The template has no condition "${name}".`);
  return evaluate(condition, scope);
}

function evaluate(condition: unknown, scope: Scope): boolean {
  const [[operator, operand] = ["", undefined]] =
    typeof condition === "object" && condition !== null ? Object.entries(condition) : [];
  const operands: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  switch (operator) {
    case "Condition":
      return isTrue(String(operand), scope);
    case "Fn::Equals":
      return JSON.stringify(resolve(operands[0], scope)) === JSON.stringify(resolve(operands[1], scope));
    case "Fn::Not":
      return !evaluate(operands[0], scope);
    case "Fn::And":
      return operands.every((part) => evaluate(part, scope));
    case "Fn::Or":
      return operands.some((part) => evaluate(part, scope));
    default:
      throw new Error(`The condition function "${operator}" cannot be evaluated by the local stack.`);
  }
}

import validator from "asl-validator";
import { z } from "zod";
import { DefinitionError } from "./definition-error.ts";

const definitionSchema = z.looseObject({ StartAt: z.string(), States: z.record(z.string(), z.unknown()) });

/**
 * Data fields of JSONata states. asl-validator 4 refuses values in them that AWS takes (numbers, arrays, expressions over several
 * lines), so it is not shown them; they are compiled right after, which checks them better.
 */
const dataFields = new Set(["Output", "Arguments", "Assign", "Items", "ItemSelector"]);

/**
 * Parses a definition and checks its structure with asl-validator: fields, transitions, reachable ends, paths.
 * @returns the definition as parsed JSON
 * @throws DefinitionError with one line for each mistake
 */
export function validateDefinition(text: string): unknown {
  const definition = parseJson(text);
  const parsed = definitionSchema.safeParse(definition);
  if (!parsed.success) throw new DefinitionError(`The definition is wrong: ${z.prettifyError(parsed.error)}`);
  const { errorsText, isValid } = validator(forValidator(parsed.data, parsed.data.QueryLanguage === "JSONata"));
  if (!isValid) throw new DefinitionError(errorsText());
  return definition;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DefinitionError(`The definition is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A copy in which what asl-validator judges wrongly is left out or replaced by a value of the kind it knows. */
function forValidator(part: object, jsonata: boolean): object {
  const own = "QueryLanguage" in part ? part.QueryLanguage === "JSONata" : jsonata;
  const members = Object.entries(part).flatMap(([name, member]): [string, unknown][] => {
    if (name === "Assign" || (own && dataFields.has(name))) return [];
    if (name === "Condition" && typeof member === "boolean") return [[name, "{% true %}"]];
    if (name === "ToleratedFailurePercentage" && typeof member === "number") return [[name, Math.round(member)]];
    return [[name, simplified(member, own)]];
  });
  return Object.fromEntries(members);
}

function simplified(value: unknown, jsonata: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => simplified(item, jsonata));
  if (typeof value === "object" && value !== null) return forValidator(value, jsonata);
  return jsonata && isExpression(value) ? "{% true %}" : value;
}

function isExpression(value: unknown): boolean {
  return typeof value === "string" && value.startsWith("{%") && value.endsWith("%}");
}

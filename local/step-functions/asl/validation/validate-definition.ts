import type { Diagnostic } from "../diagnostic.ts";
import { checkBlock } from "./check-block.ts";
import { checkFields, checkLanguage, checkPositiveSeconds, checkText } from "./check-fields.ts";
import { Findings, isObject } from "./findings.ts";

/** A definition as parsed JSON, and what is wrong with it. */
export interface ValidatedDefinition {
  readonly definition: unknown;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Judges a definition with AWS's rules, codes and, as far as they are known, AWS's words.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html
 */
export function validateDefinition(text: string): ValidatedDefinition {
  const findings = new Findings();
  let definition: unknown;
  try {
    definition = JSON.parse(text);
  } catch (error) {
    findings.error("INVALID_JSON_DESCRIPTION", error instanceof Error ? error.message : String(error));
    return { definition, diagnostics: findings.list };
  }
  if (isObject(definition)) {
    checkFields(definition, "", findings, {
      required: ["StartAt", "States"],
      optional: ["Comment", "Version", "TimeoutSeconds", "QueryLanguage"],
      exclusive: [],
    });
    for (const field of ["Comment", "Version"]) checkText(definition, field, "", findings);
    checkPositiveSeconds(definition, "TimeoutSeconds", "", findings, false);
    checkLanguage(definition, "", findings);
    const language = definition.QueryLanguage === "JSONata" ? "JSONata" : "JSONPath";
    checkBlock(definition, "", { findings, language, names: new Set() });
  } else findings.schema("/", "The definition must be a JSON object");
  return { definition, diagnostics: findings.list };
}

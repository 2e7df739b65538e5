/**
 * What is wrong with a definition, or may be, in the form of ValidateStateMachineDefinition.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html
 */
export interface Diagnostic {
  readonly severity: "ERROR" | "WARNING";
  readonly code: DiagnosticCode;
  readonly message: string;
  /** Where, as a path of names and indexes: `/States/Work/Next`. Undefined for what concerns the definition as a whole. */
  readonly location?: string;
}

/** AWS's names for mistakes; the last three are warnings. */
export type DiagnosticCode =
  | "DUPLICATE_STATE_NAME"
  | "INVALID_JSON_DESCRIPTION"
  | "INVALID_JSONATA_EXPRESSION"
  | "MISSING_END_STATE"
  | "MISSING_TRANSITION_TARGET"
  | "SCHEMA_VALIDATION_FAILED"
  | "UNSUPPORTED_JSONATA_EXPRESSION"
  | "NO_DOLLAR"
  | "NO_PATH"
  | "PASS_RESULT_IS_STATIC";

/** A diagnostic as it stands in the message of an `InvalidDefinition`; AWS writes `null` where there is no location. */
export function describeDiagnostic({ code, message, location = "null" }: Diagnostic): string {
  return `${code}: ${message} at ${location}`;
}

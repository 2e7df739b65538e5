import type { Diagnostic, DiagnosticCode } from "../diagnostic.ts";

/** A JSON object of a definition whose members are not known yet. */
export type Members = Readonly<Record<string, unknown>>;

/** Collects what is found wrong with a definition. */
export class Findings {
  readonly list: Diagnostic[] = [];

  /** Notes a mistake against the schema, which most are. */
  schema(location: string, message: string): void {
    this.error("SCHEMA_VALIDATION_FAILED", message, location);
  }

  error(code: DiagnosticCode, message: string, location?: string): void {
    this.list.push({ severity: "ERROR", code, message, ...(location !== undefined && { location }) });
  }

  warn(code: DiagnosticCode, message: string, location: string): void {
    this.list.push({ severity: "WARNING", code, message, location });
  }
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

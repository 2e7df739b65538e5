import type { z } from "zod";
import { contractViolation } from "./faults.ts";

/**
 * Parses an unknown value at the edge.
 * @param what names the thing in the error, e.g. `contact event`
 * @throws ContractViolation naming each wrong field and what was expected there; values are never quoted, as they may hold personal data
 */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    (issue) => `${issue.path.map(String).join(".") || "(the whole)"}: ${issue.message}`,
  );
  throw contractViolation(`${what} breaks its contract: ${problems.join("; ")}. Compare it with schemas/json.`);
}

import type { z } from "zod";
import { ServiceError } from "../../gateway/service.ts";

/** Reads an operation's input. Throws `ValidationException` naming the member that is missing or wrong. */
export function readInput<T>(schema: z.ZodType<T>, input: Record<string, unknown>): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `'${path.join(".")}': ${message}`);
  throw new ServiceError(
    "ValidationException",
    `${problems.length} validation error(s) detected: ${problems.join("; ")}`,
  );
}

/** AWS JSON's timestamp: seconds since the epoch, with a fraction. */
export function epochSeconds(milliseconds: number): number {
  return milliseconds / 1000;
}

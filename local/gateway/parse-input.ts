import type { z } from "zod";
import { ServiceError } from "./service.ts";

/**
 * Checks the input of an operation.
 * @param errorName what the service calls invalid input
 * @throws ServiceError naming each field that is wrong
 */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown, errorName = "ValidationException"): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".") || "input"}: ${issue.message}`);
  throw new ServiceError(errorName, problems.join("; "));
}

import type { z } from "zod";
import { ServiceError } from "../../gateway/service.ts";

/** Reads an operation's input. Throws `ValidationException` that says of each member, in AWS's words, which constraint it breaks. */
export function readInput<T>(schema: z.ZodType<T>, input: Record<string, unknown>): T {
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => {
    const value = issue.input === undefined ? "null" : `'${show(issue.input)}'`;
    return `Value ${value} at '${issue.path.join(".")}' failed to satisfy constraint: ${constraint(issue)}`;
  });
  const errors = problems.length === 1 ? "error" : "errors";
  throw new ServiceError(
    "ValidationException",
    `${problems.length} validation ${errors} detected: ${problems.join("; ")}`,
  );
}

/** The error of a request whose members do not go together. */
export function validationError(message: string): ServiceError {
  return new ServiceError("ValidationException", message);
}

/** AWS JSON's timestamp: seconds since the epoch, with a fraction. */
export function epochSeconds(milliseconds: number): number {
  return milliseconds / 1000;
}

function constraint(issue: z.core.$ZodIssue): string {
  if (issue.input === undefined) return "Member must not be null";
  switch (issue.code) {
    case "too_big":
      return `Member must have ${measure(issue.origin)} less than or equal to ${issue.maximum}`;
    case "too_small":
      return `Member must have ${measure(issue.origin)} greater than or equal to ${issue.minimum}`;
    case "invalid_value":
      return `Member must satisfy enum value set: [${issue.values.map(String).join(", ")}]`;
    default:
      return issue.message;
  }
}

function measure(origin: string): string {
  return origin === "string" ? "length" : "value";
}

function show(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

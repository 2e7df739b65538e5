import type { z } from "zod";
import { parse } from "./parse.ts";

/**
 * Reads the variables a function needs, once, at cold start.
 * @throws ContractViolation naming the variable that is missing or wrong
 */
export function environment<Schema extends z.ZodType>(schema: Schema): z.output<Schema> {
  return parse(schema, process.env, "the environment of the function (serverless.yml)");
}

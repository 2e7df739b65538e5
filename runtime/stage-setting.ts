import { z } from "zod";
import { jsonText } from "./json-text.ts";

/**
 * A variable that replaces a piece of the repository's configuration on one stage: JSON in the same form, or empty.
 * @param configured what holds where the variable is empty or missing, before it is checked by the schema
 */
export function stageSetting<Schema extends z.ZodType>(schema: Schema, configured: unknown) {
  return z
    .string()
    .default("")
    .transform((text) => (text === "" ? JSON.stringify(configured) : text))
    .pipe(jsonText(schema));
}

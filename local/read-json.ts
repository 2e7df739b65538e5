import type { z } from "zod";

/**
 * Reads JSON of a shape.
 * @param whole what the text is called where the whole of it is wrong, e.g. `file`
 * @returns what was read, or every reason why it cannot be, each with the path of its field
 */
export function readJson<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  whole: string,
): { readonly data: z.infer<Schema> } | { readonly reasons: readonly string[] } {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    return { reasons: [`it is not JSON: ${error instanceof Error ? error.message : String(error)}`] };
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { data: parsed.data };
  return { reasons: parsed.error.issues.map((issue) => `${issue.path.join(".") || whole}: ${issue.message}`) };
}

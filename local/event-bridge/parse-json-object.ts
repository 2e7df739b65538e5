/** Parses the text of a JSON object; `undefined` when it is anything else. */
export function parseJsonObject(text: string): Record<string, unknown> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined; // No JSON: the caller says which member was wrong.
  }
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

import type { FlowData } from "./flow-session.ts";

const reference = /\$\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*/g;

/** Whether the text is one reference and nothing else, e.g. `$.Attributes.cursor`. */
export function isReference(text: string): boolean {
  return text.replace(reference, "") === "" && text.startsWith("$.") && text.lastIndexOf("$.") === 0;
}

/**
 * Looks one reference up.
 * @returns the value as text, or undefined where the contact has none
 */
export function lookUp(path: string, data: FlowData): string | undefined {
  let value: unknown = data;
  for (const key of path.slice(2).split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Object.entries(value).find(([name]) => name === key)?.[1];
  }
  return value === null || value === undefined || typeof value === "object" ? undefined : String(value);
}

/** Puts the values of all references into a text, as Connect does in prompts; what the contact does not have becomes nothing. */
export function resolveText(text: string, data: FlowData): string {
  return text.replace(reference, (path) => lookUp(path, data) ?? "");
}

import { valueAt } from "./event-path.ts";

/** A template, and the paths of the event whose values its variables have. */
export interface InputTransformer {
  readonly paths: Readonly<Record<string, string>>;
  /** A JSON text with `<variable>` in it, within quotes or outside of them, or a text in quotes. */
  readonly template: string;
}

/** Variables that need no path. */
export const reservedVariables: readonly string[] = [
  "aws.events.rule-arn",
  "aws.events.rule-name",
  "aws.events.event.ingestion-time",
  "aws.events.event",
  "aws.events.event.json",
];

/** The values of {@link reservedVariables} for one event, by the variables' names. */
export type ReservedValues = ReadonlyMap<string, unknown>;

/** A variable in a template. */
const variable = /<([\w.-]+)>/g;

/** The names of the variables in a template. */
export function variablesIn(template: string): readonly string[] {
  return [...template.matchAll(variable)].map(([, name = ""]) => name);
}

/**
 * Fills a template in. Outside of quotes a value is written as JSON, inside of them as text; lists and objects lose their own quotes there.
 * A variable whose path finds nothing is an empty text.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function fillTemplate({ paths, template }: InputTransformer, reserved: ReservedValues, event: unknown): string {
  let isInsideQuotes = false;
  let from = 0;
  return template.replace(variable, (placeholder, name: string, position: number) => {
    isInsideQuotes = quotesIn(template.slice(from, position)) % 2 === 0 ? isInsideQuotes : !isInsideQuotes;
    from = position;
    const path = Object.hasOwn(paths, name) ? paths[name] : undefined;
    if (path === undefined && !reserved.has(name)) return placeholder;
    const found = path === undefined ? reserved.get(name) : valueAt(event, path);
    const value = found === undefined ? "" : found;
    const json = JSON.stringify(value);
    if (!isInsideQuotes) return json;
    return typeof value === "string" ? json.slice(1, -1) : json.replaceAll('"', "");
  });
}

/** How many quotes stand in a text that are not escaped. */
function quotesIn(text: string): number {
  return text.match(/(?<!\\)"/g)?.length ?? 0;
}

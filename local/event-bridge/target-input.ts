import type { BusEvent, Rule, RuleTarget } from "./rule.ts";

/**
 * The text that a target gets for an event: the event, a constant, a part of it, or a filled-in template.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function targetInput(rule: Rule, target: RuleTarget, event: BusEvent): string {
  if (target.input !== undefined) return target.input;
  if (target.inputPath !== undefined) return JSON.stringify(valueAt(event, target.inputPath) ?? null);
  if (target.inputTransformer) return fillTemplate(rule, target.inputTransformer, event);
  return JSON.stringify(event);
}

/** The value at a path such as `$.detail.items[0].name`; `undefined` where there is none. */
export function valueAt(event: unknown, path: string): unknown {
  const steps = [...path.matchAll(/\.([^.[\]]+)|\[(\d+)\]|\['([^']+)'\]/g)].map(
    ([, name, index, quoted]) => name ?? index ?? quoted ?? "",
  );
  return steps.reduce<unknown>(
    (value, step) => (value === null || value === undefined ? undefined : Reflect.get(Object(value), step)),
    event,
  );
}

/** Outside of quotes a value is written as JSON, inside of them as plain text. A variable without a value leaves nothing. */
function fillTemplate(
  rule: Rule,
  { paths, template }: NonNullable<RuleTarget["inputTransformer"]>,
  event: BusEvent,
): string {
  const variables = new Map<string, unknown>([
    ["aws.events.rule-arn", rule.arn],
    ["aws.events.rule-name", rule.name],
    ["aws.events.event.ingestion-time", event.time],
    ["aws.events.event", { ...event, detail: undefined }],
    ["aws.events.event.json", event],
    ...Object.entries(paths).map(([name, path]): [string, unknown] => [name, valueAt(event, path)]),
  ]);
  return template.replace(/<([\w.-]+)>/g, (placeholder, name: string, position: number) => {
    if (!variables.has(name)) return placeholder;
    const value = variables.get(name);
    if (value === undefined) return "";
    if (!isInsideQuotes(template, position)) return JSON.stringify(value);
    return typeof value === "string"
      ? JSON.stringify(value).slice(1, -1)
      : JSON.stringify(value).replaceAll('"', '\\"');
  });
}

function isInsideQuotes(template: string, position: number): boolean {
  return (template.slice(0, position).match(/(?<!\\)"/g)?.length ?? 0) % 2 === 1;
}

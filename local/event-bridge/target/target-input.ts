import type { BusEvent, Rule, RuleTarget } from "../rule.ts";
import { valueAt } from "./event-path.ts";
import { fillTemplate } from "./input-template.ts";

/** An event on its way: when it came in matters to templates. */
export interface ReceivedEvent {
  readonly event: BusEvent;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
}

/**
 * The text that a target gets for an event: the event, a constant, a part of it, or a filled-in template.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function targetInput(rule: Pick<Rule, "arn" | "name">, target: RuleTarget, received: ReceivedEvent): string {
  const { event, receivedAt } = received;
  if (target.input !== undefined) return target.input;
  if (target.inputPath !== undefined) return JSON.stringify(valueAt(event, target.inputPath) ?? null);
  if (!target.inputTransformer) return JSON.stringify(event);
  const { detail: _, ...withoutDetail } = event;
  const reserved = new Map<string, unknown>([
    ["aws.events.rule-arn", rule.arn],
    ["aws.events.rule-name", rule.name],
    ["aws.events.event.ingestion-time", `${new Date(receivedAt).toISOString().slice(0, 19)}Z`],
    ["aws.events.event", withoutDetail],
    ["aws.events.event.json", event],
  ]);
  return fillTemplate(target.inputTransformer, reserved, event);
}

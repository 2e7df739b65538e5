import type { ContactFacts } from "../../../domain/contact/contact-facts.ts";
import { pad } from "./columns.ts";
import { clock } from "./duration.ts";
import type { Paint } from "./paint.ts";
import type { Story } from "./story.ts";

/** What is known of a contact although the event that tells it never came. */
const tellers: readonly (readonly [event: string, fact: keyof ContactFacts])[] = [
  ["INITIATED", "initiatedAt"],
  ["QUEUED", "queuedAt"],
  ["CONNECTED_TO_AGENT", "connectedToAgentAt"],
  ["DISCONNECTED", "disconnectedAt"],
];

/**
 * Contact events in the order in which they came. They occurred in the contact's time, counted from its beginning, and were received in real time,
 * counted from the first receipt; at other speeds than real time the two differ.
 */
export function renderEvents({ events, record }: Story, paint: Paint): string[] {
  const facts = record?.facts ?? {};
  const began = Date.parse(facts.initiatedAt ?? events[0]?.occurredAt ?? "");
  const received = Date.parse(events[0]?.receivedAt ?? "");
  const columns = [22, 11, 11] as const;
  const row = (type: string, occurred: string, came: string) =>
    [pad(type, columns[0]), pad(occurred, columns[1], "left"), pad(came, columns[2], "left")].join(" ");
  let latest: { readonly at: number; readonly type: string } | undefined;
  const rows = events.map(({ eventType, occurredAt, receivedAt }) => {
    const at = Date.parse(occurredAt);
    const late = latest && at < latest.at ? paint.odd(`   out of order: came after ${latest.type}`) : "";
    if (!latest || at >= latest.at) latest = { at, type: eventType };
    return row(eventType, clock(at - began), clock(Date.parse(receivedAt) - received)) + late;
  });
  const unheard = tellers.filter(([event, fact]) => facts[fact] !== undefined && !facts.eventTypes?.includes(event));
  const origins =
    events.length === 0
      ? []
      : [
          paint.quiet(
            row("", "occurred", "received") +
              `   (from ${new Date(began).toISOString()} and ${new Date(received).toISOString()})`,
          ),
        ];
  return [
    ...origins,
    ...rows,
    ...unheard.map(([event, fact]) =>
      paint.odd(
        `${row(event, clock(Date.parse(String(facts[fact])) - began), "never")}   told by another event or the contact record`,
      ),
    ),
  ];
}

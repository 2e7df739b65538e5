import { type ContactFacts, isOutgoing } from "../contact/contact-facts.ts";
import type { ContactOutcome } from "../contact/contact-outcome.ts";
import type { ContactTimes } from "../contact/contact-times.ts";
import { contactCost } from "../money/contact-cost.ts";
import type { Measurement } from "./catalogue.ts";

/** What a contact's measurements are made of: its closed record in the ledger. */
export interface MeasuredContact {
  readonly facts: ContactFacts;
  readonly languageCode?: string;
  readonly closing: {
    readonly outcome: ContactOutcome;
    readonly times: ContactTimes;
    readonly finalSegments: number;
    readonly recordedSegments: number;
    readonly faults: number;
  };
}

/**
 * The measurements of one closed contact. A pure function of what was written when it closed: whoever counts again, later and from the ledger alone, comes to
 * the same values. Instants of the facts are not read: a contact record that comes behind the closing tells them once more, in whole seconds.
 */
export function contactMeasurements({ facts, languageCode, closing }: MeasuredContact): readonly Measurement[] {
  const { outcome, times, faults, finalSegments, recordedSegments } = closing;
  const dimensions = { Channel: facts.channel ?? "UNKNOWN", Outcome: outcome, Language: languageCode ?? "unknown" };
  const isOurs = isOutgoing(facts);
  const cost = contactCost({
    direction: isOurs ? "outbound" : "inbound",
    connectedMs: (isOurs ? times.connectedMs : times.durationMs) ?? 0,
    mediaMs: times.mediaMs ?? 0,
    utterances: recordedSegments,
  });
  const measurements: (Measurement | undefined)[] = [
    { metric: "Contacts", value: 1, dimensions },
    measured(times.handleMs, (value) => ({ metric: "HandleTime", value, dimensions })),
    measured(times.durationMs, (value) => ({ metric: "ContactDuration", value, dimensions })),
    measured(times.queueWaitMs, (value) => ({ metric: "QueueWait", value, dimensions })),
    { metric: "ContactCost", value: cost, dimensions },
    { metric: "Faults", value: faults, dimensions },
    { metric: "FaultyContacts", value: faults > 0 ? 1 : 0, dimensions: {} },
    { metric: "LostSegments", value: finalSegments - recordedSegments, dimensions: {} },
  ];
  return measurements.filter((measurement) => measurement !== undefined);
}

function measured(value: number | undefined, measure: (value: number) => Measurement): Measurement | undefined {
  return value === undefined ? undefined : measure(value);
}

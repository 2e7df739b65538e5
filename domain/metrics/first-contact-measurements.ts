import type { ContactOutcome } from "../contact/contact-outcome.ts";
import type { FirstContact } from "../contact/first-contact.ts";
import type { Measurement } from "./catalogue.ts";

/** The measurements of a judgement: a pure function of what the ledger keeps. */
export function firstContactMeasurements(
  { isFirst, isResolved }: FirstContact,
  outcome: ContactOutcome,
): readonly Measurement[] {
  const dimensions = { Outcome: outcome };
  return [
    { metric: "FirstContacts", value: isFirst ? 1 : 0, dimensions },
    { metric: "FirstContactsResolved", value: isFirst && isResolved ? 1 : 0, dimensions },
  ];
}

/** The measurement that takes a judgement back. */
export function returnMeasurements(outcome: ContactOutcome): readonly Measurement[] {
  return [{ metric: "FirstContactsReturned", value: 1, dimensions: { Outcome: outcome } }];
}

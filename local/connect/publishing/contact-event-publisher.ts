import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { Chance } from "../chance.ts";
import type { Contact } from "../contact.ts";
import { contactArn, instanceArn } from "../instance.ts";
import { type ContactEventType, contactEventDetail } from "./contact-event.ts";

/** How badly events travel: shares of 0 to 1. Contact events are delivered on best effort: repeated, late or never (aws-facts A1). */
export interface Delivery {
  readonly dropped: number;
  readonly duplicated: number;
  /** Held back until the contact's next event has gone. */
  readonly reordered: number;
}

/** Publishes the events of one contact. */
export interface ContactEventPublisher {
  /** Publishes the contact as it is now. Answers at once; sending goes on behind. */
  publish(eventType: ContactEventType, at: number): void;
  /** Sends what is held back and waits for all sends. Rejects when any failed. */
  settle(): Promise<void>;
}

/** Makes a publisher for one contact. Every event goes to the default bus as `aws.connect` sends it. */
export function createContactEventPublisher(
  client: EventBridgeClient,
  contact: Contact,
  delivery: Delivery,
  chance: Chance,
): ContactEventPublisher {
  type Entry = NonNullable<ConstructorParameters<typeof PutEventsCommand>[0]["Entries"]>[number];
  let lastSend: Promise<void> = Promise.resolve();
  let heldBack: Entry[] = [];

  const send = async (entries: Entry[]) => {
    if (entries.length === 0) return;
    const { FailedEntryCount, Entries } = await client.send(new PutEventsCommand({ Entries: entries }));
    if (FailedEntryCount) {
      throw new Error(
        `EventBridge refused a contact event: ${Entries?.find((entry) => entry.ErrorCode)?.ErrorMessage ?? "no reason given"}`,
      );
    }
  };
  const queueSend = (entries: Entry[]) => {
    lastSend = lastSend.then(() => send(entries));
    // Reported by settle(); this keeps Node from ending the process before.
    lastSend.catch(() => {});
  };

  return {
    publish(eventType, at) {
      const entry: Entry = {
        Source: "aws.connect",
        DetailType: "Amazon Connect Contact Event",
        Detail: JSON.stringify(contactEventDetail(contact, eventType)),
        Resources: [contactArn(contact.contactId), instanceArn],
        Time: new Date(at),
      };
      if (chance.happens(delivery.dropped)) return;
      const copies = chance.happens(delivery.duplicated) ? [entry, entry] : [entry];
      if (chance.happens(delivery.reordered)) {
        heldBack.push(...copies);
        return;
      }
      queueSend([...copies, ...heldBack]);
      heldBack = [];
    },
    async settle() {
      queueSend(heldBack);
      heldBack = [];
      await lastSend;
    },
  };
}

import { z } from "zod";
import type { ContactFacts } from "../domain/contact/contact-facts.ts";
import { withoutEmpty } from "./contact-event.ts";

const instant = z.iso.datetime({ offset: true });

/**
 * A contact record (CTR) from Kinesis: at least once, sent again when attributes change. Only the fields we use; the rest is ignored.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/ctr-data-model.html
 */
export const ContactRecord = z.object({
  ContactId: z.string().min(1),
  LastUpdateTimestamp: instant,
  Channel: z.string().nullish(),
  InitiationMethod: z.string().nullish(),
  InstanceARN: z.string().nullish(),
  InitiationTimestamp: instant.nullish(),
  ConnectedToSystemTimestamp: instant.nullish(),
  RelatedContactId: z.string().nullish(),
  DisconnectTimestamp: instant.nullish(),
  DisconnectReason: z.string().nullish(),
  AnsweringMachineDetectionStatus: z.string().nullish(),
  /** Of all attributes the one that flows/outbound.json sets; the others may hold what was said. */
  Attributes: z.object({ callback_answer: z.string().nullish() }).nullish(),
  Queue: z.object({ ARN: z.string().nullish(), EnqueueTimestamp: instant.nullish() }).nullish(),
  Agent: z
    .object({
      ARN: z.string().nullish(),
      ConnectedToAgentTimestamp: instant.nullish(),
      AfterContactWorkEndTimestamp: instant.nullish(),
    })
    .nullish(),
});
export type ContactRecord = z.infer<typeof ContactRecord>;

/** The facts that a contact record tells. */
export function factsOfContactRecord(record: ContactRecord): ContactFacts {
  const facts: Record<keyof ContactFacts, ContactFacts[keyof ContactFacts] | null> = {
    channel: record.Channel?.toUpperCase(),
    initiationMethod: record.InitiationMethod?.toUpperCase(),
    instanceArn: record.InstanceARN,
    relatedContactId: record.RelatedContactId,
    queueArn: record.Queue?.ARN,
    agentArn: record.Agent?.ARN,
    disconnectReason: record.DisconnectReason,
    answeringMachine: record.AnsweringMachineDetectionStatus,
    // Set empty when the call begins.
    callbackAnswer: record.Attributes?.callback_answer || undefined,
    initiatedAt: record.InitiationTimestamp,
    connectedToSystemAt: record.ConnectedToSystemTimestamp,
    queuedAt: record.Queue?.EnqueueTimestamp,
    connectedToAgentAt: record.Agent?.ConnectedToAgentTimestamp,
    disconnectedAt: record.DisconnectTimestamp,
    // Ours to tell.
    surveyBegunAt: undefined,
    afterContactWorkEndedAt: record.Agent?.AfterContactWorkEndTimestamp,
    contactRecordAt: record.LastUpdateTimestamp,
    eventTypes: undefined,
  };
  return withoutEmpty(facts);
}

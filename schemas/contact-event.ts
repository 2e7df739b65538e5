import { z } from "zod";
import type { ContactFacts } from "../domain/contact/contact-facts.ts";

const instant = z.iso.datetime({ offset: true });

const AgentInfo = z.object({
  agentArn: z.string().nullish(),
  connectedToAgentTimestamp: instant.nullish(),
  afterContactWorkEndTimestamp: instant.nullish(),
});

const Detail = z.object({
  /** An open list: unknown types are kept by name and change nothing else. */
  eventType: z.string().min(1),
  contactId: z.string().min(1),
  channel: z.string().nullish(),
  initiationMethod: z.string().nullish(),
  instanceArn: z.string().nullish(),
  relatedContactId: z.string().nullish(),
  initiationTimestamp: instant.nullish(),
  connectedToSystemTimestamp: instant.nullish(),
  disconnectTimestamp: instant.nullish(),
  /** Of outbound campaigns only. */
  answeringMachineDetectionStatus: z.string().nullish(),
  queueInfo: z.object({ queueArn: z.string().nullish(), enqueueTimestamp: instant.nullish() }).nullish(),
  agentInfo: AgentInfo.nullish(),
});

/**
 * A contact event of Amazon Connect on EventBridge, delivered at best effort, unordered, sometimes twice.
 * AWS's own samples differ in case (`AgentInfo` and `agentInfo`, `Voice` and `VOICE`), so the first letter of field names does not count, and
 * unknown fields are ignored.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/contact-events.html
 */
export const ContactEvent = z.object({
  id: z.string().min(1),
  time: instant,
  source: z.literal("aws.connect"),
  "detail-type": z.literal("Amazon Connect Contact Event"),
  detail: z.preprocess(lowerFirstLetters, Detail),
});
export type ContactEvent = z.infer<typeof ContactEvent>;

/** The facts that one event tells about its contact. */
export function factsOfContactEvent(event: ContactEvent): ContactFacts {
  const { detail } = event;
  const facts: Record<keyof ContactFacts, ContactFacts[keyof ContactFacts] | null> = {
    channel: detail.channel?.toUpperCase(),
    initiationMethod: detail.initiationMethod?.toUpperCase(),
    instanceArn: detail.instanceArn,
    relatedContactId: detail.relatedContactId,
    queueArn: detail.queueInfo?.queueArn,
    agentArn: detail.agentInfo?.agentArn,
    disconnectReason: undefined,
    answeringMachine: detail.answeringMachineDetectionStatus?.toUpperCase(),
    callbackAnswer: undefined,
    initiatedAt: detail.initiationTimestamp,
    connectedToSystemAt: detail.connectedToSystemTimestamp,
    queuedAt: detail.queueInfo?.enqueueTimestamp,
    connectedToAgentAt: detail.agentInfo?.connectedToAgentTimestamp,
    disconnectedAt: detail.disconnectTimestamp,
    // Ours to tell.
    surveyBegunAt: undefined,
    afterContactWorkEndedAt: detail.agentInfo?.afterContactWorkEndTimestamp,
    contactRecordAt: undefined,
    eventTypes: [detail.eventType.toUpperCase()],
  };
  return withoutEmpty(facts);
}

/** Drops the keys whose value is null or undefined. */
export function withoutEmpty(facts: Readonly<Record<string, unknown>>): ContactFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null && value !== undefined));
}

function lowerFirstLetters(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.charAt(0).toLowerCase() + key.slice(1), lowerFirstLetters(inner)]),
  );
}

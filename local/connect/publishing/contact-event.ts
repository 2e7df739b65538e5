import type { Contact } from "../contact.ts";
import { instanceArn } from "../instance.ts";

/** The moments of a voice contact that Connect tells about. Source: https://docs.aws.amazon.com/connect/latest/adminguide/contact-events.html */
export type ContactEventType =
  | "INITIATED"
  | "CONNECTED_TO_SYSTEM"
  | "CONTACT_DATA_UPDATED"
  | "QUEUED"
  | "CONNECTED_TO_AGENT"
  | "DISCONNECTED"
  | "COMPLETED";

const time = (epochMs: number) => new Date(epochMs).toISOString();

/**
 * The `detail` of an "Amazon Connect Contact Event" for the contact as it is now. What has not happened yet is absent.
 * Sources: aws-facts A1; https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-connect.md
 */
export function contactEventDetail(contact: Contact, eventType: ContactEventType): Record<string, unknown> {
  const { queue, agent } = contact;
  return {
    eventType,
    contactId: contact.contactId,
    initialContactId: contact.contactId,
    channel: "VOICE",
    instanceArn,
    initiationMethod: contact.initiationMethod,
    ...(contact.relatedContactId !== undefined && { relatedContactId: contact.relatedContactId }),
    ...(contact.answeringMachine !== undefined && { answeringMachineDetectionStatus: contact.answeringMachine }),
    initiationTimestamp: time(contact.initiatedAt),
    // Told of outbound calls only.
    ...(contact.initiationMethod === "API" &&
      contact.connectedToSystemAt !== undefined && { connectedToSystemTimestamp: time(contact.connectedToSystemAt) }),
    ...(contact.disconnectedAt !== undefined && { disconnectTimestamp: time(contact.disconnectedAt) }),
    ...(queue && {
      queueInfo: { queueArn: queue.arn, queueType: "STANDARD", enqueueTimestamp: time(queue.enqueuedAt) },
    }),
    ...(agent && {
      agentInfo: {
        agentArn: agent.arn,
        connectedToAgentTimestamp: time(agent.connectedAt),
        ...(agent.afterContactWork && {
          afterContactWorkStartTimestamp: time(agent.afterContactWork.startedAt),
          afterContactWorkEndTimestamp: time(agent.afterContactWork.endedAt),
          afterContactWorkDuration: Math.round(
            (agent.afterContactWork.endedAt - agent.afterContactWork.startedAt) / 1_000,
          ),
        }),
      },
    }),
    tags: { "aws:connect:instanceId": instanceArn.slice(instanceArn.lastIndexOf("/") + 1) },
  };
}

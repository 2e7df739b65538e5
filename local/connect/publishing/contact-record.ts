import { type Contact, queueName } from "../contact.ts";
import { instanceArn, location } from "../instance.ts";

const time = (epochMs: number | undefined) =>
  epochMs === undefined ? null : new Date(epochMs).toISOString().replace(/\.\d{3}Z$/, "Z");
const seconds = (milliseconds: number) => Math.round(milliseconds / 1_000);

/**
 * The contact record (CTR) of a contact that has ended. Times in whole seconds, durations in seconds, as the service writes them.
 * Sources: aws-facts A2; https://docs.aws.amazon.com/connect/latest/adminguide/ctr-data-model.html
 * @param lastUpdateAt when the record was last written: with the contact id it tells one version of a record from another
 */
export function contactRecord(contact: Contact, lastUpdateAt: number): Record<string, unknown> {
  const { media } = contact;
  return {
    AWSAccountId: location.account,
    AWSContactTraceRecordFormatVersion: "2017-03-10",
    Agent: agentPart(contact),
    AgentConnectionAttempts: contact.agentConnectionAttempts,
    AnsweringMachineDetectionStatus: contact.answeringMachine ?? null,
    Attributes: Object.fromEntries(contact.attributes),
    Channel: "VOICE",
    ConnectedToSystemTimestamp: time(contact.connectedToSystemAt),
    ContactId: contact.contactId,
    CustomerEndpoint: { Address: contact.customerNumber, Type: "TELEPHONE_NUMBER" },
    DisconnectReason: contact.disconnectReason ?? null,
    DisconnectTimestamp: time(contact.disconnectedAt),
    InitialContactId: null,
    InitiationMethod: contact.initiationMethod,
    InitiationTimestamp: time(contact.initiatedAt),
    InstanceARN: instanceArn,
    LastUpdateTimestamp: time(lastUpdateAt),
    MediaStreams: [{ Type: "AUDIO" }],
    NextContactId: null,
    PreviousContactId: null,
    Queue: queuePart(contact),
    Recording: null,
    RelatedContactId: contact.relatedContactId ?? null,
    Recordings: media
      ? [
          {
            FragmentStartNumber: media.startFragmentNumber,
            FragmentStopNumber: null,
            Location: media.streamArn,
            MediaStreamType: "AUDIO",
            ParticipantType: "CUSTOMER",
            StartTimestamp: time(media.startedAt),
            Status: null,
            StopTimestamp: time(media.stoppedAt),
            StorageType: "KINESIS_VIDEO_STREAM",
          },
        ]
      : null,
    ScheduledTimestamp: null,
    SystemEndpoint: { Address: contact.systemNumber, Type: "TELEPHONE_NUMBER" },
    TransferCompletedTimestamp: null,
    TransferredToEndpoint: null,
  };
}

function agentPart({ agent, disconnectedAt }: Contact): Record<string, unknown> | null {
  if (!agent) return null;
  const work = agent.afterContactWork;
  const talkMs = (work?.startedAt ?? disconnectedAt ?? agent.connectedAt) - agent.connectedAt - agent.holdMs;
  return {
    ARN: agent.arn,
    AfterContactWorkDuration: work ? seconds(work.endedAt - work.startedAt) : 0,
    AfterContactWorkEndTimestamp: time(work?.endedAt),
    AfterContactWorkStartTimestamp: time(work?.startedAt),
    AgentInteractionDuration: seconds(talkMs),
    ConnectedToAgentTimestamp: time(agent.connectedAt),
    CustomerHoldDuration: seconds(agent.holdMs),
    HierarchyGroups: null,
    LongestHoldDuration: seconds(agent.longestHoldMs),
    NumberOfHolds: agent.holds,
    RoutingProfile: {
      ARN: `${instanceArn}/routing-profile/00000000-0000-4000-8000-000000000001`,
      Name: "Basic Routing Profile",
    },
    Username: agent.username,
  };
}

function queuePart({ queue, disconnectedAt }: Contact): Record<string, unknown> | null {
  if (!queue) return null;
  const end = queue.dequeuedAt ?? disconnectedAt ?? queue.enqueuedAt;
  return {
    ARN: queue.arn,
    DequeueTimestamp: time(queue.dequeuedAt),
    Duration: seconds(end - queue.enqueuedAt),
    EnqueueTimestamp: time(queue.enqueuedAt),
    Name: queueName(queue.arn),
  };
}

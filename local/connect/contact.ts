import type { CallAnswer, CalledPerson } from "./callers/called-person.ts";
import type { LoadedFlow } from "./flow/load-flow.ts";
import { basicQueueArn, englishNumber, instanceArn, koreanNumber } from "./instance.ts";

/** Why a contact ended, as contact records spell it. Source: https://docs.aws.amazon.com/connect/latest/adminguide/ctr-data-model.html#ctr-ContactTraceRecord */
export type DisconnectReason =
  | "CUSTOMER_DISCONNECT"
  | "AGENT_DISCONNECT"
  | "CONTACT_FLOW_DISCONNECT"
  | "TELECOM_BUSY"
  | "TELECOM_NUMBER_INVALID"
  | "TELECOM_ORIGINATOR_CANCEL"
  | "TELECOM_TIMEOUT"
  | "TELECOM_PROBLEM";

/** What answering machine detection finds. Source: the same page, AnsweringMachineDetectionStatus */
export type AnsweringMachine =
  | "HUMAN_ANSWERED"
  | "VOICEMAIL_BEEP"
  | "AMD_UNANSWERED"
  | "SIT_TONE_BUSY"
  | "SIT_TONE_INVALID_NUMBER";

/** The queue a contact was put into. Times are epoch milliseconds of the contact's own clock. */
export interface QueueStay {
  readonly arn: string;
  readonly enqueuedAt: number;
  dequeuedAt?: number;
}

/** The agent who took a contact. */
export interface AgentService {
  readonly arn: string;
  readonly username: string;
  readonly connectedAt: number;
  holds: number;
  holdMs: number;
  longestHoldMs: number;
  afterContactWork?: { readonly startedAt: number; readonly endedAt: number };
}

/** The caller's audio on Kinesis Video. */
export interface ContactMedia {
  readonly streamArn: string;
  readonly startedAt: number;
  /** Decimal text. */
  readonly startFragmentNumber: string;
  stoppedAt?: number;
}

/** A contact as the simulated Amazon Connect keeps it while it lasts. */
export interface Contact {
  readonly contactId: string;
  readonly initiatedAt: number;
  /** `API`: StartOutboundVoiceContact began it. */
  readonly initiationMethod: "INBOUND" | "API";
  readonly relatedContactId?: string;
  /** What answering machine detection found, in calls that asked for it. */
  answeringMachine?: AnsweringMachine;
  /** When the customer's line was open; absent while it rings. */
  connectedToSystemAt?: number;
  readonly customerNumber: string;
  readonly systemNumber: string;
  languageCode: string;
  priority: number;
  targetQueueArn: string;
  /** The flow that is played while it waits; Amazon Connect's own, which is silent here, unless a flow sets one. */
  queueFlowArn?: string;
  /** The flow that goes on with the caller when an agent has hung up; without one the call ends. */
  remainingFlowArn?: string;
  readonly attributes: Map<string, string>;
  agentConnectionAttempts: number;
  queue?: QueueStay;
  agent?: AgentService;
  media?: ContactMedia;
  disconnectedAt?: number;
  disconnectReason?: DisconnectReason;
}

/** What is known when a call comes in. */
export interface IncomingCall {
  readonly contactId: string;
  readonly initiatedAt: number;
  /** BCP-47; decides which number was dialled. */
  readonly languageCode: string;
  /** E.164. */
  readonly customerNumber: string;
  /** Who takes the call when this number is called; nobody, unless told. */
  readonly whenCalled?: CalledPerson;
}

/** A call of ours. */
export interface OutgoingCall extends Omit<IncomingCall, "whenCalled"> {
  readonly outgoing: {
    readonly flow: LoadedFlow;
    readonly queueArn: string;
    readonly attributes: Readonly<Record<string, string>>;
    readonly relatedContactId?: string;
    readonly answer: CallAnswer;
    readonly detectsMachines: boolean;
    /** How long it rings before Amazon Connect gives up. */
    readonly ringMs: number;
  };
}

/** A new contact. Connect's own defaults: English until the flow says otherwise, priority 5. */
export function startContact(call: IncomingCall | OutgoingCall): Contact {
  const outgoing = "outgoing" in call ? call.outgoing : undefined;
  return {
    contactId: call.contactId,
    initiatedAt: call.initiatedAt,
    initiationMethod: outgoing ? "API" : "INBOUND",
    ...(outgoing?.relatedContactId !== undefined && { relatedContactId: outgoing.relatedContactId }),
    ...(!outgoing && { connectedToSystemAt: call.initiatedAt }),
    customerNumber: call.customerNumber,
    systemNumber: call.languageCode.startsWith("en") ? englishNumber : koreanNumber,
    languageCode: "en-US",
    priority: 5,
    targetQueueArn: outgoing?.queueArn ?? basicQueueArn,
    attributes: new Map(Object.entries(outgoing?.attributes ?? {})),
    agentConnectionAttempts: 0,
  };
}

/** The contact in the shape that Connect gives flows (`$.…`) and Lambda functions (`Details.ContactData`): aws-facts A5. */
export function contactData(contact: Contact) {
  const media = contact.media;
  return {
    Attributes: Object.fromEntries(contact.attributes),
    Channel: "VOICE",
    ContactId: contact.contactId,
    CustomerEndpoint: { Address: contact.customerNumber, Type: "TELEPHONE_NUMBER" },
    CustomerId: null,
    Description: null,
    InitialContactId: contact.contactId,
    InitiationMethod: contact.initiationMethod,
    InstanceARN: instanceArn,
    LanguageCode: contact.languageCode,
    MediaStreams: {
      Customer: {
        Audio: media
          ? {
              StartFragmentNumber: media.startFragmentNumber,
              StartTimestamp: String(media.startedAt),
              StopFragmentNumber: null,
              StopTimestamp: media.stoppedAt === undefined ? null : String(media.stoppedAt),
              StreamARN: media.streamArn,
            }
          : null,
      },
    },
    Name: null,
    PreviousContactId: contact.contactId,
    Queue: contact.queue ? { ARN: contact.queue.arn, Name: queueName(contact.queue.arn) } : null,
    References: {},
    SystemEndpoint: { Address: contact.systemNumber, Type: "TELEPHONE_NUMBER" },
  };
}

/** A name for a queue: Connect keeps one beside the ARN; here it is the last part of the ARN. */
export const queueName = (queueArn: string): string => queueArn.slice(queueArn.lastIndexOf("/") + 1);

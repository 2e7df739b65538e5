import { z } from "zod";
import { readJsonBody, sendError, sendJson } from "../../gateway/json-protocol.ts";
import { parseInput } from "../../gateway/parse-input.ts";
import { type LocalService, ServiceError } from "../../gateway/service.ts";
import { contactArn, instanceArn } from "../instance.ts";
import type { KnownContact, LiveContact, LiveContacts } from "./live-contacts.ts";

const instanceId = instanceArn.slice(instanceArn.lastIndexOf("/") + 1);
const texts = z.record(
  z.string().regex(/^[\w-]{1,32767}$/, "attribute keys hold letters, digits, dashes and underscores"),
  z.string().max(32_767),
);
/** The attributes of a contact together; https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateContactAttributes.html */
const attributeBytes = 32_768;

const Attributes = texts.refine(
  (attributes) => Buffer.byteLength(JSON.stringify(attributes)) <= attributeBytes,
  `Attributes exceed ${attributeBytes} bytes.`,
);
const AttributesInput = z.object({ InstanceId: z.string(), InitialContactId: z.string(), Attributes });
const RoutingInput = z.object({ QueuePriority: z.int().min(1) });
const CallInput = z.object({
  InstanceId: z.string(),
  DestinationPhoneNumber: z.string().regex(/^\+\d{6,15}$/, "must be E.164"),
  ContactFlowId: z.string().min(1),
  QueueId: z.string().min(1).optional(),
  SourcePhoneNumber: z.string().optional(),
  ClientToken: z.string().max(500),
  RelatedContactId: z.string().optional(),
  Attributes: Attributes.default({}),
  RingTimeoutInSeconds: z.int().min(15).max(60).default(60),
  TrafficType: z.enum(["GENERAL", "CAMPAIGN"]).default("GENERAL"),
  AnswerMachineDetectionConfig: z
    .object({ EnableAnswerMachineDetection: z.boolean().default(false) })
    .default({ EnableAnswerMachineDetection: false }),
});

/** What AWS must allow an instance before it may do it. */
export interface ConnectQuotas {
  /** Calls with `TrafficType: CAMPAIGN`, the only ones whose answering machines are detected; no unless told, as in a new instance. */
  readonly campaigns?: boolean;
}

/**
 * The REST API of the simulated Amazon Connect, as far as the stack calls it.
 * UpdateContactAttributes, of contacts that have ended too: https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateContactAttributes.html
 * UpdateContactRoutingData (QueuePriority only): https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateContactRoutingData.html
 * DescribeContact (the customer's endpoint only): https://docs.aws.amazon.com/connect/latest/APIReference/API_DescribeContact.html
 * StartOutboundVoiceContact: https://docs.aws.amazon.com/connect/latest/APIReference/API_StartOutboundVoiceContact.html
 */
export function createConnectService(contacts: LiveContacts, { campaigns = false }: ConnectQuotas = {}): LocalService {
  const findLive = (instance: string, contactId: string): LiveContact => {
    const contact = instance === instanceId ? contacts.get(contactId) : undefined;
    if (!contact) throw notFound(`Contact ${contactId} is not live in instance ${instance}.`);
    return contact;
  };
  const findKnown = (instance: string, contactId: string): KnownContact => {
    const contact = instance === instanceId ? contacts.known(contactId) : undefined;
    if (!contact) throw notFound(`There is no contact ${contactId} in instance ${instance}.`);
    return contact;
  };
  const describe = (instance: string, contactId: string) => {
    const { customerNumber } = findKnown(instance, contactId);
    const CustomerEndpoint = { Type: "TELEPHONE_NUMBER", Address: customerNumber };
    return { Contact: { Arn: contactArn(contactId), Id: contactId, Channel: "VOICE", CustomerEndpoint } };
  };
  const call = (body: Record<string, unknown>) => {
    const input = parseInput(CallInput, body);
    if (input.QueueId === undefined && input.SourcePhoneNumber === undefined)
      throw new ServiceError("InvalidParameterException", "Name a queue or a source phone number.");
    const detectsMachines = input.AnswerMachineDetectionConfig.EnableAnswerMachineDetection;
    if (detectsMachines && input.TrafficType !== "CAMPAIGN")
      throw new ServiceError(
        "InvalidParameterException",
        "Answering machines are detected in calls of TrafficType CAMPAIGN.",
      );
    if (input.TrafficType === "CAMPAIGN" && !campaigns)
      throw new ServiceError("OutboundContactNotPermittedException", "The instance has no quota for campaigns.", 403);
    if (input.InstanceId !== instanceId) throw notFound(`There is no instance ${input.InstanceId}.`);
    const related =
      input.RelatedContactId === undefined ? undefined : findKnown(input.InstanceId, input.RelatedContactId);
    const contactId = contacts.placeCall({
      number: input.DestinationPhoneNumber,
      flowId: input.ContactFlowId,
      queueId: input.QueueId,
      relatedContactId: input.RelatedContactId,
      attributes: { ...related?.attributes(), ...input.Attributes },
      detectsMachines,
      ringSeconds: input.RingTimeoutInSeconds,
      token: input.ClientToken,
    });
    if (contactId === undefined)
      throw new ServiceError("OutboundContactNotPermittedException", "The instance may not make calls.", 403);
    return { ContactId: contactId };
  };

  return {
    signingNames: ["connect"],
    async handle(request, response) {
      try {
        const { pathname } = new URL(request.url ?? "/", "http://localhost");
        const path = pathname.split("/").slice(1).map(decodeURIComponent);
        const [first, instance = "", contactId = "", last] = path;
        const body = await readJsonBody(request);
        const operation = `${request.method} ${pathname}`;
        let answer: object = {};
        if (operation === "POST /contact/attributes") {
          const input = parseInput(AttributesInput, body);
          findKnown(input.InstanceId, input.InitialContactId).setAttributes(input.Attributes);
        } else if (operation === "PUT /contact/outbound-voice") {
          answer = call(body);
        } else if (request.method === "POST" && first === "contacts" && last === "routing-data") {
          const { QueuePriority } = parseInput(RoutingInput, body);
          findLive(instance, contactId).setPriority(QueuePriority);
        } else if (request.method === "GET" && first === "contacts" && path.length === 3) {
          answer = describe(instance, contactId);
        } else {
          const text = `The simulated Amazon Connect does not serve ${operation}.`;
          throw new ServiceError("UnknownOperationException", text, 404);
        }
        sendJson(response, 200, answer);
      } catch (error) {
        sendError(response, error);
      }
    },
    close: async () => {},
  };
}

function notFound(text: string): ServiceError {
  return new ServiceError("ResourceNotFoundException", text, 404);
}

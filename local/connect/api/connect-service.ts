import { z } from "zod";
import { readJsonBody, sendError, sendJson } from "../../gateway/json-protocol.ts";
import { parseInput } from "../../gateway/parse-input.ts";
import { type LocalService, ServiceError } from "../../gateway/service.ts";
import { instanceArn } from "../instance.ts";
import type { LiveContacts } from "./live-contacts.ts";

const instanceId = instanceArn.slice(instanceArn.lastIndexOf("/") + 1);

const AttributesInput = z.object({
  InstanceId: z.string(),
  InitialContactId: z.string(),
  Attributes: z.record(z.string().max(32_767), z.string().max(32_767)),
});
const RoutingInput = z.object({ QueuePriority: z.int().min(1) });

/** The attributes of a contact together; https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateContactAttributes.html */
const attributeBytes = 32_768;

/**
 * The REST API of the simulated Amazon Connect, as far as the stack calls it, over the contacts that are live.
 * UpdateContactAttributes: https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateContactAttributes.html
 * UpdateContactRoutingData (QueuePriority only): https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateContactRoutingData.html
 */
export function createConnectService(contacts: LiveContacts): LocalService {
  const find = (instance: string, contactId: string) => {
    const contact = instance === instanceId ? contacts.get(contactId) : undefined;
    if (!contact)
      throw new ServiceError(
        "ResourceNotFoundException",
        `Contact ${contactId} is not live in instance ${instance}.`,
        404,
      );
    return contact;
  };
  return {
    signingNames: ["connect"],
    async handle(request, response) {
      try {
        const { pathname } = new URL(request.url ?? "/", "http://localhost");
        const [, instance, contactId] = /^\/contacts\/([^/]+)\/([^/]+)\/routing-data$/.exec(pathname) ?? [];
        const body = await readJsonBody(request);
        if (request.method === "POST" && pathname === "/contact/attributes") {
          const { InstanceId, InitialContactId, Attributes } = parseInput(AttributesInput, body);
          if (Buffer.byteLength(JSON.stringify(Attributes)) > attributeBytes)
            throw new ServiceError("InvalidRequestException", `Attributes exceed ${attributeBytes} bytes.`);
          find(InstanceId, InitialContactId).setAttributes(Attributes);
        } else if (request.method === "POST" && instance !== undefined && contactId !== undefined) {
          const { QueuePriority } = parseInput(RoutingInput, body);
          find(decodeURIComponent(instance), decodeURIComponent(contactId)).setPriority(QueuePriority);
        } else {
          throw new ServiceError(
            "UnknownOperationException",
            `The simulated Amazon Connect does not serve ${request.method} ${pathname}.`,
            404,
          );
        }
        sendJson(response, 200, {});
      } catch (error) {
        sendError(response, error);
      }
    },
    close: async () => {},
  };
}

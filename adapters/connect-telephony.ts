import {
  type ConnectClient,
  ResourceNotFoundException,
  UpdateContactAttributesCommand,
  UpdateContactRoutingDataCommand,
} from "@aws-sdk/client-connect";
import type { Telephony } from "../ports/telephony.ts";
import { faultOf } from "./aws-faults.ts";

/**
 * Telephony on an Amazon Connect instance.
 * https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateContactAttributes.html (a flow's and an agent's attributes),
 * https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateContactRoutingData.html (place in the queue)
 * @param instanceArn the ARN or the id of the instance
 */
export function createTelephony(client: ConnectClient, instanceArn: string): Telephony {
  const InstanceId = instanceArn.slice(instanceArn.lastIndexOf("/") + 1);
  return {
    setAttributes: async (contactId, attributes) => {
      const command = new UpdateContactAttributesCommand({
        InstanceId,
        InitialContactId: contactId,
        Attributes: attributes,
      });
      await client.send(command).catch((error: unknown) => {
        throw faultOf(error, `set the attributes of contact ${contactId}`);
      });
    },
    setPriority: async (contactId, priority) => {
      const command = new UpdateContactRoutingDataCommand({
        InstanceId,
        ContactId: contactId,
        QueuePriority: priority,
      });
      try {
        await client.send(command);
        return true;
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return false;
        throw faultOf(error, `set the priority of contact ${contactId}`);
      }
    },
  };
}

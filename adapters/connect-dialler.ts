import { type ConnectClient, DescribeContactCommand, StartOutboundVoiceContactCommand } from "@aws-sdk/client-connect";
import type { Dialler } from "../ports/dialler.ts";
import { faultOf } from "./aws-faults.ts";

const idOf = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);

/**
 * Calls by Amazon Connect. The number is asked for when it is dialled and leaves this function to nowhere else.
 * https://docs.aws.amazon.com/connect/latest/APIReference/API_DescribeContact.html (CustomerEndpoint; contacts are kept for 24 months),
 * https://docs.aws.amazon.com/connect/latest/APIReference/API_StartOutboundVoiceContact.html (ClientToken is valid for 7 days)
 * @param instanceArn the ARN or the id of the instance
 */
export function createDialler(client: ConnectClient, instanceArn: string): Dialler {
  const InstanceId = idOf(instanceArn);
  return {
    call: async ({ contactId, token, queueArn, flowArn, ringSeconds, attributes }) => {
      try {
        const { Contact } = await client.send(new DescribeContactCommand({ InstanceId, ContactId: contactId }));
        const { Type, Address } = Contact?.CustomerEndpoint ?? {};
        if (Type !== "TELEPHONE_NUMBER" || !Address?.startsWith("+")) return undefined;
        const { ContactId } = await client.send(
          new StartOutboundVoiceContactCommand({
            InstanceId,
            DestinationPhoneNumber: Address,
            ContactFlowId: idOf(flowArn),
            QueueId: idOf(queueArn),
            ClientToken: token,
            RelatedContactId: contactId,
            RingTimeoutInSeconds: ringSeconds,
            Attributes: { ...attributes },
          }),
        );
        return ContactId;
      } catch (error) {
        throw faultOf(error, `call the caller of contact ${contactId} back`);
      }
    },
  };
}

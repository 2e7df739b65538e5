import { type KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";
import type { Chance } from "../chance.ts";
import type { Contact } from "../contact.ts";
import { contactRecord } from "./contact-record.ts";

/**
 * Writes a contact's record to the stream, once or (a share of `duplicated`) twice: contact records come at least once (aws-facts A2).
 * @param lastUpdateAt epoch milliseconds
 */
export async function putContactRecord(
  { client, streamName }: { readonly client: KinesisClient; readonly streamName: string },
  contact: Contact,
  lastUpdateAt: number,
  { duplicated, chance }: { readonly duplicated: number; readonly chance: Chance },
): Promise<void> {
  const record = new PutRecordCommand({
    StreamName: streamName,
    PartitionKey: contact.contactId,
    Data: Buffer.from(JSON.stringify(contactRecord(contact, lastUpdateAt))),
  });
  await client.send(record);
  if (chance.happens(duplicated)) await client.send(record);
}

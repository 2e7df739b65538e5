import { randomUUID } from "node:crypto";
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { PutRecordCommand } from "@aws-sdk/client-kinesis";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { contactArn, instanceArn } from "../../local/connect/instance.ts";
import type { Centre } from "./centre.ts";

/** Where a contact's audio is said to lie. */
export interface ToldMedia {
  readonly streamArn: string;
  readonly startFragmentNumber: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
}

/**
 * A contact without a simulated Amazon Connect behind it: the test itself tells the pipeline whatever Connect might, well or badly.
 * Its times count from `begun` (epoch milliseconds, now unless told).
 */
export function contactByHand(centre: Centre, begun = Date.now()) {
  const contactId = randomUUID();
  const at = (seconds: number) => new Date(begun + seconds * 1_000).toISOString();

  /** The detail of a contact event; `fields` come on top, an undefined one is left out. */
  const detail = (eventType: string, fields: Readonly<Record<string, unknown>> = {}) => ({
    eventType,
    contactId,
    channel: "VOICE",
    initiationMethod: "INBOUND",
    instanceArn,
    initiationTimestamp: at(0),
    ...fields,
  });

  return {
    contactId,
    at,
    detail,

    /** Puts details on the event bus, in their order. */
    async publish(...details: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
      for (const each of details) {
        const entry = {
          Source: "aws.connect",
          DetailType: "Amazon Connect Contact Event",
          Detail: JSON.stringify(each),
          Resources: [contactArn(contactId), instanceArn],
          Time: new Date(begun),
        };
        const { FailedEntryCount } = await centre.amazon.events.send(new PutEventsCommand({ Entries: [entry] }));
        if (FailedEntryCount) throw new Error("the event bus refused an event");
      }
    },

    /** Tells that the caller is gone. */
    hangUp(): Promise<void> {
      return this.publish(detail("DISCONNECTED", { disconnectTimestamp: at(30) }));
    },

    /** Has the flow call `begin-media` with this place. */
    async beginMedia({ streamArn, startFragmentNumber, startedAt }: ToldMedia): Promise<void> {
      const Audio = {
        StreamARN: streamArn,
        StartTimestamp: String(startedAt),
        StartFragmentNumber: startFragmentNumber,
      };
      const ContactData = {
        ContactId: contactId,
        Channel: "VOICE",
        InstanceARN: instanceArn,
        LanguageCode: "ko-KR",
        Attributes: {},
        MediaStreams: { Customer: { Audio } },
      };
      const event = { Name: "ContactFlowEvent", Details: { ContactData, Parameters: {} } };
      const { FunctionError } = await centre.amazon.lambda.send(
        new InvokeCommand({
          FunctionName: centre.stack.resources.BeginMediaLambdaFunction?.ref,
          Payload: Buffer.from(JSON.stringify(event)),
        }),
      );
      if (FunctionError) throw new Error(`begin-media failed: ${FunctionError}`);
    },

    /** Puts a contact record, or what is taken for one, on its stream. */
    async putRecord(record: Readonly<Record<string, unknown>>): Promise<void> {
      await centre.amazon.kinesis.send(
        new PutRecordCommand({
          StreamName: centre.output("ContactRecordStreamName"),
          PartitionKey: contactId,
          Data: Buffer.from(JSON.stringify(record)),
        }),
      );
    },
  };
}

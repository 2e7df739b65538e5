import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import { type ContactFacts, mergeFacts } from "../domain/contact/contact-facts.ts";
import { undetermined } from "../domain/language/spoken-languages.ts";
import type { ContactClosing, ContactLedger, ContactRecord, RecordedUtterance } from "../ports/contact-ledger.ts";
import { transient } from "../runtime/faults.ts";
import { parse } from "../runtime/parse.ts";
import { Decision } from "../schemas/decision.ts";
import { SpokenMedia } from "../schemas/media.ts";
import { SentimentEngine, SentimentLabel } from "../schemas/sentiment.ts";
import { RedactedUtterance } from "../schemas/utterance.ts";
import { faultOf } from "./aws-faults.ts";
import { ledgerKeys } from "./ledger-keys.ts";
import { listItems, wasWritten } from "./ledger-table.ts";

const Facts: z.ZodType<ContactFacts> = z.custom<ContactFacts>((value) => typeof value === "object" && value !== null);
const Closing: z.ZodType<ContactClosing> = z.custom<ContactClosing>(
  (value) => typeof value === "object" && value !== null,
);
const RecordItem = z.object({
  contactId: z.string(),
  state: z.enum(["open", "closed"]),
  facts: Facts,
  version: z.int(),
  languageCode: z.string().exactOptional(),
  mediaStartedAt: z.string().exactOptional(),
  closing: Closing.exactOptional(),
});
const UtteranceItem = RedactedUtterance.extend({
  intent: z.string(),
  confidenceOfIntent: z.number(),
  sentiment: SentimentLabel,
  negativity: z.number().exactOptional(),
  sentimentEngine: SentimentEngine.exactOptional(),
  isSentimentFallback: z.boolean().exactOptional(),
  action: z.string(),
});
const SpeechItem = z.object({ heardAt: z.number().exactOptional(), utteranceEndAt: z.number().exactOptional() });
const FaultItem = z.object({ name: z.string(), where: z.string(), at: z.string() });

/** How often a lost race for a record is run again before it is called `Transient`. */
const maxRaces = 20;

/** The ledger in one DynamoDB table. No transactions: every write is one conditional item, so that a repeated step finds its own traces. */
export function createContactLedger(client: DynamoDBDocumentClient, tableName: string): ContactLedger {
  const get = async (pk: string, sk: string): Promise<unknown> => {
    const command = new GetCommand({ TableName: tableName, Key: { pk, sk }, ConsistentRead: true });
    const { Item } = await guarded("read the ledger", () => client.send(command));
    return Item;
  };
  /** Writes an item unless its key is taken; tells whether it was written. */
  const putOnce = (item: Record<string, unknown>) =>
    wasWritten("write to the ledger", () =>
      client.send(
        new PutCommand({ TableName: tableName, Item: item, ConditionExpression: "attribute_not_exists(pk)" }),
      ),
    );
  const list = (contactId: string, prefix: string) =>
    listItems(client, tableName, { pk: ledgerKeys.contact(contactId), prefix }, "read the ledger");
  const readItem = async (contactId: string) => {
    const item = await get(ledgerKeys.contact(contactId), ledgerKeys.record);
    return item === undefined ? undefined : parse(RecordItem, item, "a contact record in the ledger");
  };

  /** Reads, changes and writes the record under its version; a lost race reads again. */
  const change = async (contactId: string, edit: (record: ContactRecord) => ContactRecord): Promise<ContactRecord> => {
    for (let race = 0; race < maxRaces; race++) {
      const item = await readItem(contactId);
      const { version = 0, ...before } = item ?? { contactId, state: "open" as const, facts: {} };
      const after = edit(before);
      if (JSON.stringify(after) === JSON.stringify(before) && item) return after;
      const day = after.facts.initiatedAt;
      const command = new PutCommand({
        TableName: tableName,
        Item: {
          pk: ledgerKeys.contact(contactId),
          sk: ledgerKeys.record,
          ...after,
          version: version + 1,
          ...(day && { gsi1pk: ledgerKeys.day(day), gsi1sk: `${day}#${contactId}` }),
        },
        ConditionExpression: "attribute_not_exists(pk) OR version = :version",
        ExpressionAttributeValues: { ":version": version },
      });
      if (await wasWritten("write to the ledger", () => client.send(command))) return after;
    }
    throw transient(`could not write the record of contact ${contactId}: lost ${maxRaces} races in a row`);
  };

  /** Both marks of a contact's speech lie in one item. */
  const markSpeech = async (contactId: string, mark: keyof z.infer<typeof SpeechItem>, at: number) => {
    await guarded("write to the ledger", () =>
      client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { pk: ledgerKeys.contact(contactId), sk: ledgerKeys.heard },
          UpdateExpression: `SET ${mark} = :at`,
          ExpressionAttributeValues: { ":at": at },
        }),
      ),
    );
  };
  const readSpeech = async (contactId: string) =>
    parse(
      SpeechItem,
      (await get(ledgerKeys.contact(contactId), ledgerKeys.heard)) ?? {},
      "a speech mark in the ledger",
    );

  return {
    mergeFacts: (contactId, facts) =>
      change(contactId, (record) => ({ ...record, facts: mergeFacts(record.facts, facts) })),
    readRecord: async (contactId) => {
      const item = await readItem(contactId);
      if (item === undefined) return undefined;
      const { version: _version, ...record } = item;
      return record;
    },
    recordEvent: async (contactId, event) => {
      await putOnce({
        pk: ledgerKeys.contact(contactId),
        sk: ledgerKeys.event(event.occurredAt, event.eventId),
        ...event,
      });
    },
    putMedia: async (contactId, spoken) => {
      await putOnce({ pk: ledgerKeys.contact(contactId), sk: ledgerKeys.media, ...spoken });
      const { languageCode, media } = spoken;
      await change(contactId, (record) => ({
        ...record,
        // What the caller has been found to speak meanwhile stands.
        ...(languageCode !== undetermined && { languageCode: record.languageCode ?? languageCode }),
        mediaStartedAt: media.startedAt,
      }));
    },
    setLanguage: async (contactId, languageCode) => {
      await change(contactId, (record) => ({ ...record, languageCode }));
    },
    readMedia: async (contactId) => {
      const item = await get(ledgerKeys.contact(contactId), ledgerKeys.media);
      return item === undefined ? undefined : parse(SpokenMedia, item, "a media location in the ledger");
    },
    putToken: async (contactId, awaited, token, enteredAt = "") => {
      const command = new PutCommand({
        TableName: tableName,
        Item: { pk: ledgerKeys.contact(contactId), sk: ledgerKeys.token(awaited), token, enteredAt },
        ConditionExpression: "attribute_not_exists(pk) OR enteredAt <= :enteredAt",
        ExpressionAttributeValues: { ":enteredAt": enteredAt },
      });
      await wasWritten("write to the ledger", () => client.send(command));
    },
    readToken: async (contactId, awaited) => {
      const item = await get(ledgerKeys.contact(contactId), ledgerKeys.token(awaited));
      return item === undefined
        ? undefined
        : parse(z.object({ token: z.string() }), item, "a token in the ledger").token;
    },
    putDecision: (decision) =>
      putOnce({ pk: ledgerKeys.contact(decision.contactId), sk: ledgerKeys.decision(decision.segmentId), ...decision }),
    listDecisions: async (contactId) =>
      (await list(contactId, "DECISION#")).map((item) => parse(Decision, item, "a decision in the ledger")),
    putUtterance: (utterance) =>
      putOnce({
        pk: ledgerKeys.contact(utterance.contactId),
        sk: ledgerKeys.segment(utterance.segmentId),
        ...utterance,
      }),
    hasUtterance: async (contactId, segmentId) =>
      (await get(ledgerKeys.contact(contactId), ledgerKeys.segment(segmentId))) !== undefined,
    listUtterances: async (contactId) =>
      (await list(contactId, "SEGMENT#"))
        .map((item): RecordedUtterance => parse(UtteranceItem, item, "an utterance in the ledger"))
        .sort((a, b) => a.beginOffsetMs - b.beginOffsetMs),
    markHeard: (contactId, at) => markSpeech(contactId, "heardAt", at),
    lastHeardAt: async (contactId) => (await readSpeech(contactId)).heardAt,
    markUtteranceEnd: (contactId, at) => markSpeech(contactId, "utteranceEndAt", at),
    lastUtteranceEndAt: async (contactId) => (await readSpeech(contactId)).utteranceEndAt,
    recordFault: async (contactId, fault) => {
      await putOnce({ pk: ledgerKeys.contact(contactId), sk: ledgerKeys.fault(fault.faultId), ...fault });
    },
    countFaults: async (contactId) => (await list(contactId, "FAULT#")).length,
    listFaults: async (contactId) =>
      (await list(contactId, "FAULT#"))
        .map((item) => parse(FaultItem, item, "a fault in the ledger"))
        .sort((a, b) => Date.parse(a.at) - Date.parse(b.at)),
    close: async (contactId, closing) => {
      const record = await change(contactId, (before) =>
        before.closing ? before : { ...before, state: "closed", closing },
      );
      return record.closing ?? closing;
    },
  };
}

async function guarded<T>(what: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    throw faultOf(error, what);
  }
}

import { type DynamoDBDocumentClient, paginateQuery, paginateScan } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import { type CallbackOutcome, callbackOutcomes } from "../../domain/callback/callback-outcome.ts";
import { Decision } from "../../schemas/decision.ts";
import { Issue } from "../../schemas/issue.ts";
import { SurveyAnswer } from "../../schemas/survey.ts";

const RecordItem = z.object({
  contactId: z.string(),
  state: z.enum(["open", "closed"]),
  languageCode: z.string().optional(),
  closing: z
    .object({
      outcome: z.enum(["bot", "agent", "abandoned", "unreached"]),
      finalSegments: z.int().nonnegative(),
      faults: z.int().nonnegative().default(0),
    })
    .optional(),
});

const CallbackEndItem = z.object({ outcome: z.enum(callbackOutcomes) });
const SegmentItem = z.object({ participantRole: z.string(), text: z.string(), endOffsetMs: z.number() });

/** One contact as the ledger holds it. */
export interface LedgerContact {
  readonly contactId: string;
  /** Absent while the ledger has items of the contact but no record. */
  readonly record?: z.infer<typeof RecordItem>;
  /** Final segments, oldest first; redacted. */
  readonly segments: readonly z.infer<typeof SegmentItem>[];
  /** By place in the conversation. */
  readonly decisions: readonly Decision[];
  /** The answers to the survey, where one was offered. */
  readonly survey?: { readonly answers: readonly SurveyAnswer[] };
  /** Whether it was handed over to a queue. */
  readonly isHandedOver?: true;
  /** How the callback ended that was promised in it, once it has. */
  readonly callbackOutcome?: CallbackOutcome;
}

/** All that the ledger holds about contacts and issues. */
export interface LedgerSnapshot {
  readonly contacts: ReadonlyMap<string, LedgerContact>;
  readonly issues: readonly Issue[];
}

/** Reads the whole ledger, page by page: fit for a laptop's day of contacts, not for a production table. */
export async function readLedger(client: DynamoDBDocumentClient, tableName: string): Promise<LedgerSnapshot> {
  const items: Record<string, unknown>[] = [];
  for await (const page of paginateScan({ client }, { TableName: tableName, ConsistentRead: true }))
    items.push(...(page.Items ?? []));
  const byContact = new Map<string, Record<string, unknown>[]>();
  for (const item of items) {
    const pk = String(item.pk);
    if (pk.startsWith("CONTACT#")) byContact.set(pk, [...(byContact.get(pk) ?? []), item]);
  }
  const contacts = [...byContact].map(([pk, parts]) => contactOf(pk.slice("CONTACT#".length), parts));
  return {
    contacts: new Map(contacts.map((contact) => [contact.contactId, contact])),
    issues: items
      .filter((item) => item.pk === "ISSUES" && String(item.sk).startsWith("ISS-"))
      .map((item) => Issue.parse(item)),
  };
}

/** Reads one contact; `undefined` while the ledger knows nothing of it. */
export async function readLedgerContact(
  client: DynamoDBDocumentClient,
  tableName: string,
  contactId: string,
): Promise<LedgerContact | undefined> {
  const query = {
    TableName: tableName,
    KeyConditionExpression: "pk = :pk",
    ExpressionAttributeValues: { ":pk": `CONTACT#${contactId}` },
  };
  const items: Record<string, unknown>[] = [];
  for await (const page of paginateQuery({ client }, query)) items.push(...(page.Items ?? []));
  return items.length === 0 ? undefined : contactOf(contactId, items);
}

function contactOf(contactId: string, items: readonly Record<string, unknown>[]): LedgerContact {
  const withPrefix = (prefix: string) => items.filter((item) => String(item.sk).startsWith(prefix));
  const record = withPrefix("RECORD").at(0);
  const callbackEnd = withPrefix("CALLBACK-END").at(0);
  return {
    contactId,
    ...(record && { record: RecordItem.parse(record) }),
    segments: withPrefix("SEGMENT#")
      .map((item) => SegmentItem.parse(item))
      .sort((one, other) => one.endOffsetMs - other.endOffsetMs),
    decisions: withPrefix("DECISION#")
      .map((item) => Decision.parse(item))
      .sort((one, other) => one.sequence - other.sequence),
    ...(withPrefix("HANDOVER").length > 0 && { isHandedOver: true }),
    ...(callbackEnd && { callbackOutcome: CallbackEndItem.parse(callbackEnd).outcome }),
    ...(items.some((item) => item.sk === "SURVEY") && {
      survey: { answers: withPrefix("SURVEY#ANSWER#").map((item) => SurveyAnswer.parse(item)) },
    }),
  };
}

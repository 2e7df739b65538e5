import { type DynamoDBDocumentClient, paginateQuery } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createCorrectionRegister } from "../../../adapters/dynamo-correction-register.ts";
import { createFirstContacts } from "../../../adapters/dynamo-first-contacts.ts";
import { ledgerKeys } from "../../../adapters/ledger-keys.ts";
import type { Measurement } from "../../../domain/metrics/catalogue.ts";
import { contactMeasurements } from "../../../domain/metrics/contact-measurements.ts";
import { firstContactMeasurements, returnMeasurements } from "../../../domain/metrics/first-contact-measurements.ts";
import { intentMeasurement } from "../../../domain/metrics/learning-metrics.ts";
import { utteranceMeasurements } from "../../../domain/metrics/utterance-measurements.ts";
import { contactEmission } from "../../../functions/contact/emit-contact-metrics/step.ts";
import { firstContactEmission, returnEmission } from "../../../functions/contact/settle-first-contact/step.ts";
import type { Correction } from "../../../schemas/correction.ts";
import { type AgentDay, readAgentAccount } from "./agent-account.ts";
import { isEmitted } from "./is-emitted.ts";
import type { TimeRange } from "./time-range.ts";

/** What the ledger says of a day. */
export interface LedgerAccount {
  /** Contacts that were closed within the day. */
  readonly contacts: number;
  readonly measurements: readonly Measurement[];
  /** What the agents did within the day, as far as it is settled. */
  readonly agents: readonly AgentDay[];
  /** Contacts that were closed within the day and whose metrics are not known to be printed. */
  readonly unfinished: readonly string[];
  /** The same of stretches of agents' time. */
  readonly unfinishedTime: readonly string[];
}

const dayMs = 86_400_000;
const IndexItem = z.object({ contactId: z.string() });

/** Counts a day anew from the ledger, with the functions that the steps use. */
export async function readLedgerAccount(
  client: DynamoDBDocumentClient,
  tableName: string,
  range: TimeRange,
): Promise<LedgerAccount> {
  const ledger = createContactLedger(client, tableName);
  const firstContacts = createFirstContacts(client, tableName);
  const measurements: Measurement[] = [];
  const unfinished: string[] = [];
  let contacts = 0;
  const isWithin = (at: number) => at >= range.from && at < range.to;
  for (const contactId of await contactsBegunAround(client, tableName, range)) {
    const [record, utterances, decisions] = await Promise.all([
      ledger.readRecord(contactId),
      ledger.listUtterances(contactId),
      ledger.listDecisions(contactId),
    ]);
    for (const { segmentId, languageCode, sentiment, isSentimentFallback = false, endReceivedAt } of utterances) {
      const decision = decisions.find((candidate) => candidate.segmentId === segmentId) ?? null;
      if (!isWithin(decision ? Date.parse(decision.decidedAt) : endReceivedAt)) continue;
      const heard = { sentiment, isFallback: isSentimentFallback };
      measurements.push(...utteranceMeasurements(languageCode, heard, decision));
    }
    const closing = record?.closing;
    if (!record || !closing || !isWithin(Date.parse(closing.closedAt))) continue;
    contacts += 1;
    measurements.push(...contactMeasurements({ ...record, closing }));
    const emissions = [contactEmission];
    const [judged, callerReturn] = await Promise.all([
      firstContacts.readFirstContact(contactId),
      firstContacts.readReturn(contactId),
    ]);
    if (judged) {
      measurements.push(...firstContactMeasurements(judged, closing.outcome));
      emissions.push(firstContactEmission);
    }
    if (callerReturn) {
      measurements.push(...returnMeasurements(closing.outcome));
      emissions.push(returnEmission);
    }
    const pk = ledgerKeys.contact(contactId);
    const marks = await Promise.all(emissions.map((emission) => isEmitted(client, tableName, pk, emission)));
    if (!marks.every(Boolean)) unfinished.push(contactId);
  }
  const corrections = await judgedAround(client, tableName, range);
  measurements.push(...corrections.filter(({ first }) => isWithin(Date.parse(first.at))).map(intentMeasurement));
  const time = await readAgentAccount(client, tableName, range);
  measurements.push(...time.measurements);
  return { contacts, measurements, agents: time.days, unfinished, unfinishedTime: time.unfinished };
}

/** Corrections whose first judgement fell on a UTC day that the range touches. */
async function judgedAround(
  client: DynamoDBDocumentClient,
  tableName: string,
  { from, to }: TimeRange,
): Promise<readonly Correction[]> {
  const register = createCorrectionRegister(client, tableName);
  const found: Correction[] = [];
  for (let at = Math.floor(from / dayMs) * dayMs; at < to; at += dayMs) {
    let after: string | undefined;
    do {
      const page = await register.listOfDay(new Date(at).toISOString(), 500, after);
      found.push(...page.corrections);
      after = page.next;
    } while (after !== undefined);
  }
  return found;
}

/** A contact lasts half a day at most, so those that ended within a day began on it or on the day before. */
async function contactsBegunAround(
  client: DynamoDBDocumentClient,
  tableName: string,
  { from, to }: TimeRange,
): Promise<readonly string[]> {
  const days = new Set<string>();
  for (let at = from - dayMs; at < to + dayMs; at += dayMs) days.add(ledgerKeys.day(new Date(at).toISOString()));
  const found: string[] = [];
  for (const day of days) {
    const query = {
      TableName: tableName,
      IndexName: "byDay",
      KeyConditionExpression: "gsi1pk = :day",
      ExpressionAttributeValues: { ":day": day },
    };
    for await (const page of paginateQuery({ client }, query))
      found.push(...(page.Items ?? []).map((item) => IndexItem.parse(item).contactId));
  }
  return found;
}

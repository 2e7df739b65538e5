import { mergeFacts } from "../../domain/contact/contact-facts.ts";
import type { ContactLedger, ContactRecord, RecordedEvent, RecordedUtterance } from "../../ports/contact-ledger.ts";
import type { Decision } from "../../schemas/decision.ts";
import type { SpokenMedia } from "../../schemas/media.ts";

/** A ledger in memory that keeps the port's promises; tests look into its maps. */
export function inMemoryLedger() {
  const records = new Map<string, ContactRecord>();
  const events = new Map<string, RecordedEvent>();
  const media = new Map<string, SpokenMedia>();
  const tokens = new Map<string, string>();
  const tokenTimes = new Map<string, string>();
  const decisions = new Map<string, Decision>();
  const utterances = new Map<string, RecordedUtterance>();
  const heard = new Map<string, number>();
  const utteranceEnds = new Map<string, number>();
  const faults = new Map<string, { name: string; where: string; at: string }>();
  const recordOf = (contactId: string): ContactRecord =>
    records.get(contactId) ?? { contactId, state: "open", facts: {} };
  const putOnce = <T>(map: Map<string, T>, key: string, value: T) => {
    if (map.has(key)) return false;
    map.set(key, value);
    return true;
  };
  const ledger: ContactLedger = {
    mergeFacts: async (id, facts) => {
      const record = { ...recordOf(id), facts: mergeFacts(recordOf(id).facts, facts) };
      records.set(id, record);
      return record;
    },
    readRecord: async (id) => records.get(id),
    recordEvent: async (id, event) => void putOnce(events, `${id}/${event.eventId}`, event),
    putMedia: async (id, spoken) => {
      putOnce(media, id, spoken);
      const { languageCode, media: location } = spoken;
      const known = languageCode === "und" ? {} : { languageCode: recordOf(id).languageCode ?? languageCode };
      records.set(id, { ...recordOf(id), ...known, mediaStartedAt: location.startedAt });
    },
    setLanguage: async (id, languageCode) => void records.set(id, { ...recordOf(id), languageCode }),
    readMedia: async (id) => media.get(id),
    putToken: async (id, awaited, token, enteredAt = "") => {
      const key = `${id}/${awaited}`;
      if ((tokenTimes.get(key) ?? "") > enteredAt) return;
      tokenTimes.set(key, enteredAt);
      tokens.set(key, token);
    },
    readToken: async (id, awaited) => tokens.get(`${id}/${awaited}`),
    putDecision: async (decision) => putOnce(decisions, decision.segmentId, decision),
    listDecisions: async (id) => [...decisions.values()].filter((decision) => decision.contactId === id),
    putUtterance: async (utterance) => putOnce(utterances, utterance.segmentId, utterance),
    hasUtterance: async (_id, segmentId) => utterances.has(segmentId),
    listUtterances: async (id) => [...utterances.values()].filter((utterance) => utterance.contactId === id),
    markHeard: async (id, at) => void heard.set(id, at),
    lastHeardAt: async (id) => heard.get(id),
    markUtteranceEnd: async (id, at) => void utteranceEnds.set(id, at),
    lastUtteranceEndAt: async (id) => utteranceEnds.get(id),
    recordFault: async (id, fault) => void putOnce(faults, `${id}/${fault.faultId}`, fault),
    countFaults: async (id) => [...faults.keys()].filter((key) => key.startsWith(`${id}/`)).length,
    listFaults: async (id) => [...faults].flatMap(([key, fault]) => (key.startsWith(`${id}/`) ? [fault] : [])),
    close: async (id, closing) => {
      const known = recordOf(id);
      if (!known.closing) records.set(id, { ...known, state: "closed", closing });
      return records.get(id)?.closing ?? closing;
    },
  };
  return { ...ledger, records, events, media, tokens, decisions, utterances, heard, faults };
}

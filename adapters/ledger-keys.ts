/**
 * The single table's keys. A contact's partition holds its whole story, so that one query tells it:
 * RECORD, MEDIA, HEARD, HANDOVER, CALLER, CALLBACK-OFFER, CALLBACK-PROMISE, CALLBACK-END, CALLBACK-CALL#…, CALLBACK-OF, FIRST-CONTACT, RETURN, EVENT#…, TOKEN#…, SEGMENT#…, DECISION#…, FAULT#…, ONCE#…, SURVEY…. A queue's partition
 * holds who waits in it and when its latest contacts were served: WAITING#…, SERVED#…. A caller's partition, named by a key that does not tell the number,
 * holds what they called about of late, the open callback, and whether they are not to be called: MATTER#…, CALLBACK, DO-NOT-CALL.
 * The issue log is one partition; what its executions leave behind lies in one for each issue: TOKEN#…, NOTICE#…, ONCE#….
 * The book of remedies is one partition: DESK, REMEDY#…, ACTION#….
 * One partition lists the agents; what each of them did lies in one for each agent, named by the agent's id: OBSERVATION#…, STRETCH#…, ONCE#….
 */
export const ledgerKeys = {
  contact: (contactId: string) => `CONTACT#${contactId}`,
  record: "RECORD",
  media: "MEDIA",
  heard: "HEARD",
  handover: "HANDOVER",
  caller: "CALLER",
  callbackOffer: "CALLBACK-OFFER",
  callbackPromise: "CALLBACK-PROMISE",
  callbackEnd: "CALLBACK-END",
  callbackCall: (call: number) => `CALLBACK-CALL#${String(call).padStart(3, "0")}`,
  callbackOf: "CALLBACK-OF",
  openCallback: "CALLBACK",
  doNotCall: "DO-NOT-CALL",
  event: (occurredAt: string, eventId: string) => `EVENT#${occurredAt}#${eventId}`,
  token: (awaited: string) => `TOKEN#${awaited}`,
  segment: (segmentId: string) => `SEGMENT#${segmentId}`,
  decision: (segmentId: string) => `DECISION#${segmentId}`,
  fault: (faultId: string) => `FAULT#${faultId}`,
  once: (mark: string) => `ONCE#${mark}`,
  queue: (queue: string) => `QUEUE#${queue}`,
  waiting: (contactId: string) => `WAITING#${contactId}`,
  served: (servedAt: string, contactId: string) => `SERVED#${servedAt}#${contactId}`,
  callerHistory: (callerKey: string) => `CALLER#${callerKey}`,
  matter: (intent: string, contactId: string) => `MATTER#${intent}#${contactId}`,
  survey: "SURVEY",
  surveyAnswer: (question: string) => `SURVEY#ANSWER#${question}`,
  surveyComment: "SURVEY#COMMENT",
  surveyToken: (digest: string) => `SURVEY_TOKEN#${digest}`,
  surveyDay: (instant: string) => `SURVEYS#${instant.slice(0, 10)}`,
  issues: "ISSUES",
  issue: (issueId: string) => `ISSUE#${issueId}`,
  remedies: "REMEDIES",
  desk: "DESK",
  remedy: (remedyId: string) => `REMEDY#${remedyId}`,
  action: (actionId: string) => `ACTION#${actionId}`,
  notice: (noticeId: string) => `NOTICE#${noticeId}`,
  agents: "AGENTS",
  agent: (agentId: string) => `AGENT#${agentId}`,
  observation: (at: string, eventId: string) => `OBSERVATION#${at}#${eventId}`,
  stretch: (from: string) => `STRETCH#${from}`,
  firstContact: "FIRST-CONTACT",
  return: "RETURN",
  day: (instant: string) => `CONTACTS#${instant.slice(0, 10)}`,
} as const;

/**
 * The single table's keys. A contact's partition holds its whole story, so that one query tells it:
 * RECORD, MEDIA, HEARD, EVENT#…, TOKEN#…, SEGMENT#…, DECISION#…, FAULT#…, ONCE#…, SURVEY….
 * The issue log is one partition; what its executions leave behind lies in one for each issue: TOKEN#…, NOTICE#…, ONCE#….
 * The book of remedies is one partition: DESK, REMEDY#…, ACTION#….
 */
export const ledgerKeys = {
  contact: (contactId: string) => `CONTACT#${contactId}`,
  record: "RECORD",
  media: "MEDIA",
  heard: "HEARD",
  event: (occurredAt: string, eventId: string) => `EVENT#${occurredAt}#${eventId}`,
  token: (awaited: string) => `TOKEN#${awaited}`,
  segment: (segmentId: string) => `SEGMENT#${segmentId}`,
  decision: (segmentId: string) => `DECISION#${segmentId}`,
  fault: (faultId: string) => `FAULT#${faultId}`,
  once: (mark: string) => `ONCE#${mark}`,
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
  day: (instant: string) => `CONTACTS#${instant.slice(0, 10)}`,
} as const;

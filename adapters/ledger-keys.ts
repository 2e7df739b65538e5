/**
 * The single table's keys. A contact's partition holds its whole story, so that one query tells it:
 * RECORD, MEDIA, HEARD, EVENT#…, TOKEN#…, SEGMENT#…, DECISION#…, CORRECTION#…, FAULT#…, ONCE#….
 * The issue log is one partition; what its executions leave behind lies in one for each issue: TOKEN#…, NOTICE#…, ONCE#….
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
  correction: (segmentId: string) => `CORRECTION#${segmentId}`,
  fault: (faultId: string) => `FAULT#${faultId}`,
  once: (mark: string) => `ONCE#${mark}`,
  issues: "ISSUES",
  issue: (issueId: string) => `ISSUE#${issueId}`,
  notice: (noticeId: string) => `NOTICE#${noticeId}`,
  corrections: (instant: string) => `CORRECTIONS#${instant.slice(0, 10)}`,
  day: (instant: string) => `CONTACTS#${instant.slice(0, 10)}`,
} as const;

/**
 * The single table's keys. A contact's partition holds its whole story, so that one query tells it:
 * RECORD, MEDIA, HEARD, HANDOVER, CALLBACK-OFFER, EVENT#…, TOKEN#…, SEGMENT#…, DECISION#…, FAULT#…, ONCE#…. A queue's partition holds who waits in it and
 * when its latest contacts were served: WAITING#…, SERVED#….
 */
export const ledgerKeys = {
  contact: (contactId: string) => `CONTACT#${contactId}`,
  record: "RECORD",
  media: "MEDIA",
  heard: "HEARD",
  handover: "HANDOVER",
  callbackOffer: "CALLBACK-OFFER",
  event: (occurredAt: string, eventId: string) => `EVENT#${occurredAt}#${eventId}`,
  token: (awaited: string) => `TOKEN#${awaited}`,
  segment: (segmentId: string) => `SEGMENT#${segmentId}`,
  decision: (segmentId: string) => `DECISION#${segmentId}`,
  fault: (faultId: string) => `FAULT#${faultId}`,
  once: (mark: string) => `ONCE#${mark}`,
  queue: (queue: string) => `QUEUE#${queue}`,
  waiting: (contactId: string) => `WAITING#${contactId}`,
  served: (servedAt: string, contactId: string) => `SERVED#${servedAt}#${contactId}`,
  issues: "ISSUES",
  day: (instant: string) => `CONTACTS#${instant.slice(0, 10)}`,
} as const;

/** Functions that fail, slow down and are throttled for the same reasons, by their keys in functions.yml. Every function is in one group: a test counts. */
export const functionGroups = {
  /** Amazon Connect calls them while the caller waits. */
  flow: ["beginMedia", "nextAction"],
  /** The caller waits for all of them together. */
  utterance: [
    "redactUtterance",
    "analyseSentiment",
    "classifyIntent",
    "decideAction",
    "answerCaller",
    "askAgain",
    "requestEscalation",
    "offerCallback",
    "openIssue",
    "recordUtterance",
  ],
  /** Short steps of a contact, and the edge that hears of it. */
  contact: [
    "routeContactEvent",
    "awaitMedia",
    "awaitContactEnd",
    "archiveTranscript",
    "emitContactMetrics",
    "openFaultIssue",
  ],
  /** Waits by failing: it throws NotReady until all utterances are recorded, so that its errors alone say nothing. */
  closing: ["closeContact"],
  /** Runs for as long as the call does. */
  transcription: ["transcribeMedia"],
  /** Consume the streams, in order. */
  stream: ["consumeSegments", "consumeContactRecords"],
  /** The machine that watches over issues, and the edges that feed it. */
  issue: [
    "routeOpenedIssue",
    "openExecutionIssue",
    "openAlarmIssue",
    "prepareNotice",
    "recordNotice",
    "awaitTaking",
    "awaitResolution",
    "recordResolution",
  ],
  /** Behind the HTTP API. */
  api: ["listIssues", "showIssue", "reportIssue", "takeIssue", "raiseIssue", "resolveIssue"],
  /** Behind the HTTP API too: where agents judge what the bot understood. */
  learning: ["listUtterances", "correctIntent", "listCorrections"],
} as const;

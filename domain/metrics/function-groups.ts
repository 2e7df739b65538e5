/** Functions that fail, slow down and are throttled for the same reasons, by their keys in functions.yml. Every function is in one group: a test counts. */
export const functionGroups = {
  /** Amazon Connect calls them while the caller waits. */
  flow: ["beginMedia", "nextAction"],
  /** Amazon Connect calls them for a caller who waits in a queue, and who keeps the place when they fail. */
  queueFlow: ["queueStatus", "acceptCallback"],
  /** Surveys: what the flow calls while it asks, and the API behind the messages. */
  survey: ["takeSurveyAnswer", "offerSurvey", "answerSurvey", "summariseSurveys"],
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
    "settleFirstContact",
    "openFaultIssue",
  ],
  /** Waits by failing: it throws NotReady until all utterances are recorded, so that its errors alone say nothing. */
  closing: ["closeContact"],
  /** The machine that follows a caller to an agent. */
  escalation: [
    "prepareHandover",
    "awaitAgent",
    "chooseTier",
    "raisePriority",
    "offerQueueCallback",
    "callSupervisor",
    "recordEscalation",
  ],
  /** The machine that keeps the promise of a callback, and the edge that begins it. */
  callback: ["beginCallback", "planCallback", "dialCaller", "awaitOutcome", "recordCall", "recordCallback"],
  /** Runs for as long as the call does. */
  transcription: ["transcribeMedia"],
  /** Consume the streams, in order. */
  stream: ["consumeSegments", "consumeContactRecords", "consumeAgentEvents"],
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
  /** The machine that treats functions, and the edge that feeds it. */
  remedy: [
    "routeAlarm",
    "openRemedyIssue",
    "claimRemedy",
    "raiseMemory",
    "confirmRaise",
    "verifyRemedy",
    "restoreMemory",
    "confirmRestore",
    "settleRemedy",
  ],
  /** The machine that sends dead letters back, and the edge that feeds it. */
  redrive: ["routeResolvedIssue", "sendLetters", "checkLetters", "settleRedrive"],
  /** Behind the HTTP API. */
  api: [
    "listIssues",
    "showIssue",
    "reportIssue",
    "takeIssue",
    "raiseIssue",
    "resolveIssue",
    "blockCalls",
    "allowCalls",
    "listDeadLetters",
    "redriveDeadLetters",
  ],
  /** Behind the HTTP API: what people do about remedies. */
  remedyApi: ["listRemedies", "undoRemedy", "switchRemedies"],
  /** Behind the HTTP API too: where agents judge what the bot understood. */
  learning: ["listUtterances", "correctIntent", "listCorrections"],
} as const;

const untreated: readonly string[] = functionGroups.remedy;

/** The functions that a remedy may treat: all but its own, which must not operate on themselves. */
export const treatableFunctions: readonly string[] = Object.values(functionGroups)
  .flat()
  .filter((key) => !untreated.includes(key));

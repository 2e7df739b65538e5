import { aws, type Formula, own } from "../series.ts";
import { alarm, type CompositeAlarm } from "./alarm.ts";

const table = { TableName: { logicalId: "LedgerTable" } };

/**
 * Refused reads and writes of the ledger. The series of zeros makes a value of every period: alarms on DynamoDB's metrics alone ignore missing data,
 * and would never go back (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html).
 */
const ledgerThrottles: Formula = {
  expression: "TIME_SERIES(0) + reads + writes",
  inputs: { reads: aws("tableReadThrottles", "Sum", table), writes: aws("tableWriteThrottles", "Sum", table) },
};

/** Services that we depend on: one of them away rings many alarms at once, so the composite alarms below keep the others quiet. */
export const causeAlarms = [
  alarm({
    name: "ledger-throttled",
    severity: "high",
    reason: {
      en: "DynamoDB refuses reads or writes of the ledger: every step waits or fails.",
      ko: "DynamoDB가 원장의 읽기·쓰기를 거절한다. 모든 단계가 기다리거나 실패한다.",
    },
    source: ledgerThrottles,
    periodSeconds: 60,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    threshold: 5,
  }),
  alarm({
    name: "sentiment-missing",
    severity: "medium",
    reason: {
      en: "No engine tells the sentiment of half of the utterances: angry callers are not noticed.",
      ko: "발화의 절반 이상에서 어떤 엔진도 감정을 판별하지 못한다. 화난 고객을 알아채지 못한다.",
    },
    source: {
      expression: "IF(n >= 4, 100 * unknown, 0)",
      inputs: { unknown: own("UnknownSentiment", "Average"), n: own("UnknownSentiment", "SampleCount") },
    },
    threshold: 50,
  }),
  alarm({
    name: "sentiment-fallback",
    severity: "low",
    reason: {
      en: "Amazon Comprehend does not answer for half of the utterances; the embedded model answers instead.",
      ko: "발화의 절반 이상에 Amazon Comprehend가 답하지 않아 내장 모델이 대신 답한다.",
    },
    source: {
      expression: "IF(n >= 4, 100 * other, 0)",
      inputs: { other: own("SentimentFallbacks", "Average"), n: own("SentimentFallbacks", "SampleCount") },
    },
    threshold: 50,
  }),
  alarm({
    name: "speech-throttled",
    severity: "high",
    reason: {
      en: "Amazon Transcribe refuses speech sessions: calls are heard late or not at all. Its default quota is 25 at once.",
      ko: "Amazon Transcribe가 음성 세션을 거절한다. 통화를 늦게 듣거나 듣지 못한다. 기본 한도는 동시 25개다.",
    },
    source: own("SpeechThrottles", "Sum"),
    threshold: 5,
  }),
  alarm({
    name: "speech-restarts",
    severity: "medium",
    reason: {
      en: "Speech sessions break again and again; each begins anew from a safe point, and words come late.",
      ko: "음성 세션이 거듭 끊긴다. 매번 안전 지점에서 다시 시작하므로 말이 늦게 들어온다.",
    },
    source: own("SpeechRestarts", "Sum"),
    threshold: 5,
  }),
  alarm({
    name: "media-damaged",
    severity: "medium",
    reason: {
      en: "Media of calls is missing at its start, broken inside, or cut off at its end: words are lost that nobody can bring back.",
      ko: "통화 미디어의 앞이 없거나, 중간이 깨졌거나, 끝이 잘렸다. 되살릴 수 없는 말이 사라진다.",
    },
    source: {
      expression: "SUM([missed, errors, cut])",
      inputs: {
        missed: own("MediaStartMissed", "Sum"),
        errors: own("MediaServiceErrors", "Sum"),
        cut: own("TruncatedMedia", "Sum"),
      },
    },
    periodSeconds: 900,
    threshold: 3,
  }),
];

/** Many alarms of one cause are one call to people. */
export const causeComposites: readonly CompositeAlarm[] = [
  {
    name: "known-cause",
    severity: "high",
    reason: {
      en: "A service behind the pipeline is away. Its own alarm has told; this one only keeps the consequences quiet.",
      ko: "파이프라인이 의존하는 서비스가 응답하지 않는다. 원인 경보가 이미 알렸고, 이 경보는 결과 경보를 조용히 할 뿐이다.",
    },
    runbook: "pipeline-failing",
    notifies: false,
    rule: { any: ["ledger-throttled", "sentiment-missing"] },
  },
  {
    name: "pipeline-failing",
    severity: "high",
    reason: {
      en: "Contacts or utterances fail, and no known cause explains it.",
      ko: "상담이나 발화 처리가 실패하는데 알려진 원인으로 설명되지 않는다.",
    },
    runbook: "pipeline-failing",
    notifies: true,
    rule: {
      any: [
        "contact-failed",
        "utterance-failed",
        "contact-steps-errors",
        "utterance-steps-errors",
        "stream-consumers-errors",
        "contact-steps-near-timeout",
        "utterance-steps-near-timeout",
        "faulty-contacts",
      ],
    },
    suppressedBy: "known-cause",
  },
];

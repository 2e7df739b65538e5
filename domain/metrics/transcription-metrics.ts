import type { OwnMetric, Text } from "./metric.ts";

/** Occurrences within one run of TranscribeMedia: printed when the run ends, so that a run that is cut off loses its own. */
const remark = (meaning: Text) =>
  ({
    unit: "Count",
    meaning,
    formula: { en: "occurrences in one run", ko: "한 번의 실행에서 일어난 횟수" },
    dimensionSets: [[]],
    owner: "operators",
    reportTables: [],
    emittedBy: "contact.transcribe-media",
  }) as const;

/** What TranscribeMedia had to work around. */
export const transcriptionMetrics = {
  HandOvers: remark({
    en: "Runs that handed over to the next before the end of the media.",
    ko: "미디어가 끝나기 전에 다음 실행으로 넘긴 횟수.",
  }),
  MediaReconnects: remark({
    en: "Connections to the media that ended or broke while the contact lived.",
    ko: "상담이 살아 있는 동안 끝나거나 끊긴 미디어 연결.",
  }),
  MediaStartMissed: remark({
    en: "Media whose first fragments were no longer there.",
    ko: "첫 조각이 이미 사라진 미디어.",
  }),
  MediaServiceErrors: remark({
    en: "Errors that Kinesis Video reported inside the media.",
    ko: "Kinesis Video가 미디어 안에 알린 오류.",
  }),
  TruncatedMedia: remark({ en: "Media that ended inside a fragment.", ko: "조각 중간에서 끝난 미디어." }),
  LateAudioMs: {
    unit: "Milliseconds",
    meaning: {
      en: "Audio that came after silence had been sent in its place.",
      ko: "그 자리에 무음을 보낸 뒤에야 도착한 음성.",
    },
    formula: { en: "sum over one run", ko: "한 번의 실행에서의 합" },
    dimensionSets: [[]],
    owner: "operators",
    reportTables: [],
    emittedBy: "contact.transcribe-media",
  },
  SpeechThrottles: remark({
    en: "Speech sessions that Amazon Transcribe refused to open at first.",
    ko: "Amazon Transcribe가 처음에 열어 주지 않은 음성 세션.",
  }),
  SpeechRestarts: remark({
    en: "Speech sessions that broke and were begun again from a safe point.",
    ko: "끊어져 안전 지점에서 다시 시작한 음성 세션.",
  }),
  LedgerNotAsked: remark({
    en: "Times the ledger could not be asked whether the contact is over.",
    ko: "상담이 끝났는지 원장에 묻지 못한 횟수.",
  }),
} as const satisfies Record<string, OwnMetric>;

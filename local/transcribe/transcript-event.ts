import type { Hearing } from "../speech/speech-engine.ts";

const seconds = (milliseconds: number) => Math.round(milliseconds) / 1_000;

/**
 * What was heard, in the form of a TranscriptEvent
 * (https://docs.aws.amazon.com/transcribe/latest/APIReference/API_streaming_TranscriptEvent.html). Times are seconds.
 */
export function transcriptEvent(hearings: readonly Hearing[], channels: number) {
  const Results = hearings.map((hearing) => ({
    ResultId: hearing.resultId,
    StartTime: seconds(hearing.startMs),
    EndTime: seconds(hearing.endMs),
    IsPartial: hearing.isPartial,
    ...(hearing.languageCode === undefined
      ? {}
      : {
          LanguageCode: hearing.languageCode,
          LanguageIdentification: [{ LanguageCode: hearing.languageCode, Score: 1 }],
        }),
    ...(channels === 2 ? { ChannelId: `ch_${hearing.channel}` } : {}),
    Alternatives: [
      {
        Transcript: hearing.text,
        Items: hearing.words.map((word) => ({
          StartTime: seconds(word.startMs),
          EndTime: seconds(word.endMs),
          Type: "pronunciation",
          Content: word.text,
          Confidence: word.confidence,
        })),
      },
    ],
  }));
  return { Transcript: { Results } };
}

/** A stretch of speech on one channel, while it goes on or after it ended. Positions are samples since the session began. */
export interface Utterance {
  /** Counts from 0 on its channel. */
  index: number;
  startSample: number;
  samples: Int16Array;
  /** For each frame of the samples, whether a voice was heard in it. */
  voiced: boolean[];
}

/** What feeding audio made known about utterances. */
export interface UtteranceEvent {
  kind: "going on" | "ended";
  utterance: Utterance;
}

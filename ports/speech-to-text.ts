/** What was heard of one stretch of speech. Times are session time: milliseconds of audio sent since the line was opened. */
export interface Transcript {
  /** Later transcripts with the same id replace this one, until one is not partial. */
  readonly resultId: string;
  readonly channel: 0 | 1;
  readonly isPartial: boolean;
  readonly beginMs: number;
  readonly endMs: number;
  readonly text: string;
  /** BCP-47, where the service identified the language. */
  readonly languageCode?: string;
  /** Mean over the words, 0 to 1; 1 where the service does not say. */
  readonly confidence: number;
}

/** An open line to a speech service: audio in, transcripts out. */
export interface SpeechLine {
  /**
   * Sends interleaved 16-bit samples of two channels at 8 kHz; answers when the service has room for more.
   * @throws the fault that ended the line, if one did
   */
  send(samples: Int16Array): Promise<void>;
  /** Tells that no more audio comes: what is open becomes final, then `transcripts` ends. */
  end(): void;
  /** To be read once. Throws the fault that ended the line. */
  readonly transcripts: AsyncIterable<Transcript>;
  /** Gives the line up at once. Safe to call twice. */
  close(): void;
}

/** A speech service. */
export interface SpeechToText {
  /**
   * Opens a line; one contact has one at a time.
   * @param line `sessionId`: the contact id, a UUID; `languageCode`: BCP-47, `und` where it is not known; `alsoSpoken`: languages to be told apart from it,
   * one dialect of each
   * @throws Transient when throttled or out of reach; Rejected when the request is refused, e.g. for its language
   */
  openLine(line: {
    readonly sessionId: string;
    readonly languageCode: string;
    readonly alsoSpoken?: readonly string[];
  }): Promise<SpeechLine>;
}

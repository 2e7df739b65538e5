import type { Hearing, SpeechSessionOptions } from "../speech-engine.ts";
import { isSpeech } from "./is-speech.ts";
import { placeWords } from "./place-words.ts";
import type { Transcription } from "./transcription.ts";
import type { Utterance } from "./utterance.ts";
import { UtteranceSlicer } from "./utterance-slicer.ts";
import type { WhisperPool } from "./whisper-pool.ts";

const shortestPartialMs = 800;
const partialEveryMs = 1000;
/** A channel's partials take at most a third of one core. */
const partialRest = 3;

/** A final that is being recognised: when its speech ended, and its end of work (which never rejects). */
interface PendingFinal {
  endMs: number;
  done: Promise<void>;
}

/** One channel of a session: slices it into utterances, has them recognised, and reports hearings in order. */
export class WhisperChannel {
  readonly #slicer: UtteranceSlicer;
  readonly #pool: WhisperPool;
  readonly #options: SpeechSessionOptions & { language: string; channel: number };
  readonly #tell: (hearing: Hearing) => void;
  readonly #fail: (error: unknown) => void;
  readonly #pending: PendingFinal[] = [];
  #lastFinal: Promise<void> = Promise.resolve();
  #isPartialRunning = false;
  #nextPartialMs = 0;
  #shown = -1;
  #endedUtterances = 0;
  #isClosed = false;

  constructor(
    pool: WhisperPool,
    options: SpeechSessionOptions & { language: string; channel: number },
    tell: (hearing: Hearing) => void,
    fail: (error: unknown) => void,
  ) {
    this.#pool = pool;
    this.#options = options;
    this.#tell = tell;
    this.#fail = fail;
    this.#slicer = new UtteranceSlicer(options.sampleRateHz);
  }

  /** Takes the channel's next samples. */
  hear(samples: Int16Array): void {
    for (const { kind, utterance } of this.#slicer.push(samples)) {
      if (kind === "ended") this.#final(utterance);
      else this.#partial(utterance);
    }
  }

  /** The audio is over; resolves when every final has been told. */
  async end(): Promise<void> {
    for (const { utterance } of this.#slicer.end()) this.#final(utterance);
    await this.#lastFinal;
  }

  /** Resolves when nothing that was said before `sessionMs` awaits recognition. */
  async caughtUpTo(sessionMs: number): Promise<void> {
    for (const { endMs, done } of [...this.#pending]) if (endMs < sessionMs) await done;
  }

  /** Nothing is told from now on. */
  close(): void {
    this.#isClosed = true;
  }

  #final(utterance: Utterance): void {
    this.#endedUtterances = utterance.index + 1;
    this.#nextPartialMs = 0;
    const before = this.#lastFinal;
    const recognised = this.#transcribe(utterance, true);
    const done = Promise.all([recognised, before])
      .then(([transcription]) => {
        const text = isSpeech(transcription) ? transcription.text : "";
        if (text !== "" || this.#shown === utterance.index) this.#report(utterance, { ...transcription, text }, false);
      })
      .catch(this.#fail)
      .then(() => {
        this.#pending.splice(this.#pending.indexOf(pending), 1);
      });
    const pending = { endMs: this.#endMs(utterance), done };
    this.#pending.push(pending);
    this.#lastFinal = done;
  }

  #partial(utterance: Utterance): void {
    const endMs = this.#endMs(utterance);
    const heardMs = endMs - this.#startMs(utterance);
    if (heardMs < shortestPartialMs || endMs < this.#nextPartialMs) return;
    if (this.#isPartialRunning || !this.#pool.isIdle()) return;
    this.#isPartialRunning = true;
    const began = performance.now();
    this.#transcribe(utterance, false)
      .then((transcription) => {
        const isStillOpen = utterance.index >= this.#endedUtterances;
        if (!isStillOpen || !isSpeech(transcription)) return;
        this.#shown = utterance.index;
        this.#report(utterance, transcription, true);
      })
      .catch(this.#fail)
      .finally(() => {
        this.#isPartialRunning = false;
        if (utterance.index < this.#endedUtterances) return;
        this.#nextPartialMs = endMs + Math.max(partialEveryMs, partialRest * (performance.now() - began));
      });
  }

  #transcribe({ samples }: Utterance, isUrgent: boolean): Promise<Transcription> {
    const { language, sampleRateHz } = this.#options;
    return this.#pool.transcribe({ samples, sampleRateHz, language }, isUrgent);
  }

  #report(utterance: Utterance, { text, words }: Transcription, isPartial: boolean): void {
    if (this.#isClosed) return;
    const { sessionId, channel } = this.#options;
    const startMs = this.#startMs(utterance);
    this.#tell({
      channel,
      resultId: `${sessionId}-${channel}-${utterance.index}`,
      isPartial,
      startMs,
      endMs: this.#endMs(utterance),
      text,
      words: text === "" ? [] : placeWords(words, utterance.voiced, startMs),
    });
  }

  #startMs({ startSample }: Utterance): number {
    return Math.round((startSample * 1000) / this.#options.sampleRateHz);
  }

  #endMs({ startSample, samples }: Utterance): number {
    return Math.round(((startSample + samples.length) * 1000) / this.#options.sampleRateHz);
  }
}

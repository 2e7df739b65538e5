import { determined, mainDialectOf } from "../../../domain/language/spoken-languages.ts";
import type { FragmentIndex } from "../../../domain/transcription/fragment-index.ts";
import { PartialLimiter } from "../../../domain/transcription/partial-limiter.ts";
import type { PrecedingTexts } from "../../../domain/transcription/preceding-texts.ts";
import type { SafePoint } from "../../../domain/transcription/safe-point.ts";
import { segmentOf } from "../../../domain/transcription/segment-of.ts";
import type { SessionTimeline } from "../../../domain/transcription/session-timeline.ts";
import type { SpeechLine, Transcript } from "../../../ports/speech-to-text.ts";
import { transient } from "../../../runtime/faults.ts";
import type { TranscriptionDependencies } from "./transcription-dependencies.ts";

/** What the relay needs of the world. */
export type RelayDependencies = Pick<TranscriptionDependencies, "putSegment" | "now" | "settings">;

/** Whose transcripts are passed on. */
export interface RelayedContact {
  readonly contactId: string;
  readonly languageCode: string;
  /** Ids of the final segments put by this run; the relay adds to them. What a new session hears again is not put again. */
  readonly finalIds: Set<string>;
  /** What each speaker said last in this run; the relay adds to it. */
  readonly precedingTexts: PrecedingTexts;
}

/** Where the transcripts lie. */
export interface RelayedPlaces {
  readonly timeline: SessionTimeline;
  readonly fragments: FragmentIndex;
  readonly safePoint: SafePoint;
}

/** Passes the transcripts of one speech line on as segments, in order. */
export class TranscriptRelay {
  readonly #needs: RelayDependencies;
  readonly #contact: RelayedContact;
  readonly #places: RelayedPlaces;
  readonly #partials: PartialLimiter;
  #failure: { readonly error: unknown } | undefined;
  #mayEnd = false;

  /** Settles when the line has told everything or failed; never rejects. */
  readonly done: Promise<void>;

  constructor(needs: RelayDependencies, contact: RelayedContact, places: RelayedPlaces, line: SpeechLine) {
    this.#needs = needs;
    this.#contact = contact;
    this.#places = places;
    this.#partials = new PartialLimiter(needs.settings.partialIntervalMs);
    this.done = this.#passOn(line.transcripts);
  }

  /** From now on the line may end. */
  expectEnd(): void {
    this.#mayEnd = true;
  }

  /** Throws what ended the line, or kept a segment from being put. */
  throwIfFailed(): void {
    if (this.#failure) throw this.#failure.error;
  }

  async #passOn(transcripts: AsyncIterable<Transcript>): Promise<void> {
    try {
      for await (const transcript of transcripts) await this.#put(transcript);
      if (!this.#mayEnd) throw transient("the speech service ended the session by itself");
    } catch (error) {
      this.#failure = { error };
    }
  }

  /** Partial results tell that the caller is speaking. Of what the caller hears, only final ones are of use to anybody. */
  #isWorthTelling({ channel, text }: Transcript, now: number): boolean {
    return channel === 0 && this.#partials.admits(channel, text, now);
  }

  async #put(transcript: Transcript): Promise<void> {
    const { timeline, fragments, safePoint } = this.#places;
    const { contactId, languageCode, finalIds, precedingTexts } = this.#contact;
    const now = this.#needs.now();
    if (transcript.isPartial && !this.#isWorthTelling(transcript, now)) return;
    const endMs = timeline.toMediaMs(transcript.endMs, "end");
    const beginMs = timeline.toMediaMs(transcript.beginMs, "begin");
    const segment = segmentOf({
      ...transcript,
      contactId,
      languageCode: transcript.languageCode ?? determined(languageCode) ?? mainDialectOf(languageCode),
      precedingText: transcript.isPartial ? undefined : precedingTexts.before(transcript.channel, beginMs),
      beginMs,
      endMs,
      endReceivedAt: fragments.receivedAt(endMs) ?? now,
    });
    if (transcript.isPartial) {
      await this.#needs.putSegment(segment);
      return;
    }
    if (!finalIds.has(segment.segmentId)) {
      await this.#needs.putSegment(segment);
      precedingTexts.note(transcript.channel, endMs, transcript.text);
    }
    finalIds.add(segment.segmentId);
    safePoint.noteFinal(transcript.channel, endMs);
  }
}

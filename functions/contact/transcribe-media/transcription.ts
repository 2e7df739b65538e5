import { languagesToHear } from "../../../domain/language/spoken-languages.ts";
import type { FragmentEvent } from "../../../domain/media/fragment-reader.ts";
import {
  type AudioChunk,
  ChunkAssembler,
  chunkMs,
  chunkSamples,
  samplesPerMs,
} from "../../../domain/transcription/chunk-assembler.ts";
import { FragmentIndex } from "../../../domain/transcription/fragment-index.ts";
import { mustHandOver } from "../../../domain/transcription/hand-over-rule.ts";
import { PauseDetector } from "../../../domain/transcription/pause-detector.ts";
import type { PrecedingTexts } from "../../../domain/transcription/preceding-texts.ts";
import { SafePoint } from "../../../domain/transcription/safe-point.ts";
import { SessionTimeline } from "../../../domain/transcription/session-timeline.ts";
import type { SpeechLine } from "../../../ports/speech-to-text.ts";
import { Fault, transient } from "../../../runtime/faults.ts";
import type { MediaCheckpoint } from "../../../schemas/media.ts";
import { MediaFeed } from "./media-feed.ts";
import { TranscriptRelay } from "./transcript-relay.ts";
import type { Note, TranscriptionDependencies } from "./transcription-dependencies.ts";

/** The call that is transcribed. */
export interface TranscribedCall {
  readonly contactId: string;
  readonly languageCode: string;
  readonly streamArn: string;
  readonly startFragmentNumber: string;
  /** When streaming is said to have started, epoch milliseconds. */
  readonly startedAtMs: number;
  /** Ids of the final segments put by this run. */
  readonly finalIds: Set<string>;
  /** What each speaker said last in this run. */
  readonly precedingTexts: PrecedingTexts;
  readonly remainingMs: () => number;
  readonly note: Note;
}

/** Tries to open a speech session; the waits between them double from half a second. */
const openTries = 6;
/** Time kept for the answer when waiting for the last results. */
const answerMs = 2_000;
const waitStepMs = 200;

/** One pass of a call's media through one speech session, from a resume point to the media's end or to a cut. */
export class Transcription {
  readonly #needs: TranscriptionDependencies;
  readonly #call: TranscribedCall;
  readonly #from: MediaCheckpoint | undefined;
  readonly #feed: MediaFeed;
  readonly #assembler: ChunkAssembler;
  readonly #fragments: FragmentIndex;
  readonly #timeline = new SessionTimeline();
  readonly #pauses = new PauseDetector();
  readonly #safePoint: SafePoint;
  #originMs: number | undefined;
  #fragmentNumber: string | undefined;
  #line: SpeechLine | undefined;
  #relay: TranscriptRelay | undefined;
  #silenceSentMs = 0;

  constructor(needs: TranscriptionDependencies, call: TranscribedCall, from: MediaCheckpoint | undefined) {
    const startMs = from?.mediaMs ?? 0;
    this.#needs = needs;
    this.#call = call;
    this.#from = from;
    this.#originMs = from && (from.originMs ?? call.startedAtMs);
    this.#assembler = new ChunkAssembler(startMs);
    this.#fragments = new FragmentIndex(from?.afterFragmentNumber);
    this.#safePoint = new SafePoint(startMs);
    this.#feed = new MediaFeed(needs, mediaWanted(call, from), call.note);
  }

  /**
   * Transcribes until the media is over or it is time to hand over; everything before the checkpoint is then final and put.
   * @throws Transient, NotReady, Rejected or ContractViolation; after any of them {@link safeCheckpoint} tells where to go on
   */
  async run(): Promise<{ readonly state: "finished" | "handover"; readonly checkpoint: MediaCheckpoint }> {
    try {
      for (;;) {
        const event = await this.#feed.next();
        this.#relay?.throwIfFailed();
        if (event.type === "ended") return await this.#finish();
        if (event.type === "tick") await this.#keepAlive();
        else this.#take(event);
        if (await this.#sendUntilCut(() => this.#assembler.take())) return await this.#close("handover");
      }
    } finally {
      this.#feed.close();
      this.#line?.close();
      await this.#relay?.done;
      const lateMs = Math.round(this.#assembler.lateSamples / samplesPerMs);
      if (lateMs > 0) this.#call.note("LateAudioMs", lateMs);
    }
  }

  /** Where transcription may begin again so that no word is lost; words after it may be transcribed again. */
  safeCheckpoint(): MediaCheckpoint | undefined {
    return this.#originMs === undefined ? this.#from : this.#checkpointAt(this.#safePoint.mediaMs);
  }

  #take(event: Extract<FragmentEvent, { type: "fragment" | "audio" | "fragmentEnd" }>): void {
    if (event.type === "fragment") {
      const isFirst = this.#fragmentNumber === undefined;
      this.#fragmentNumber = event.fragmentNumber;
      this.#originMs ??= this.#originFrom(event);
      const known = this.#fragments.add(event.fragmentNumber, event.serverTimestampMs);
      this.#assembler.beginFragment(isFirst ? (this.#from?.skewSamples ?? known) : known);
    } else if (event.type === "fragmentEnd") {
      this.#fragments.noteEnd(event.fragmentNumber);
    } else {
      const channel = event.track === "AUDIO_FROM_CUSTOMER" ? 0 : 1;
      const placement = this.#assembler.add(channel, event.atMs - (this.#originMs ?? event.atMs), event.pcm);
      if (this.#fragmentNumber !== undefined) this.#fragments.notePlacement(this.#fragmentNumber, channel, placement);
      this.#silenceSentMs = 0;
    }
  }

  /** Media time 0 is where the start fragment begins; where that one is not to be had, when streaming is said to have started. */
  #originFrom(first: Extract<FragmentEvent, { type: "fragment" }>): number {
    const { startFragmentNumber, startedAtMs } = this.#call;
    const isStart = first.fragmentNumber === startFragmentNumber;
    return isStart ? first.producerTimestampMs : Math.min(first.producerTimestampMs, startedAtMs);
  }

  /** While media is late, sends silence at the pace of the clock, so that the session lives and what was said becomes final. */
  async #keepAlive(): Promise<void> {
    const lateMs = this.#needs.now() - this.#feed.lastActivityAt - this.#needs.settings.lateAfterMs;
    if (lateMs < 0 || !this.#line) return;
    await this.#sendUntilCut(() => this.#assembler.settle());
    for (; this.#silenceSentMs < lateMs; this.#silenceSentMs += chunkMs) {
      this.#timeline.insertSilence(this.#assembler.positionMs, chunkMs);
      await this.#line.send(new Int16Array(2 * chunkSamples));
    }
  }

  /** Sends what is ready. @returns whether this is the place to hand over */
  async #sendUntilCut(next: () => AudioChunk | undefined): Promise<boolean> {
    while (!this.#isTimeToCut()) {
      const chunk = next();
      if (!chunk) return false;
      await this.#send(chunk);
    }
    return true;
  }

  async #send(chunk: AudioChunk): Promise<void> {
    const line = this.#line ?? (await this.#open());
    this.#pauses.hear(chunk.mediaMs, chunk.samples);
    if (!chunk.isFiller || !this.#timeline.bridgeBySilenceSent(chunkMs)) {
      this.#timeline.addMedia(chunk.mediaMs, chunkMs);
      await line.send(chunk.samples);
    }
    this.#safePoint.consider(chunk.mediaMs + chunkMs, this.#pauses);
  }

  #isTimeToCut(): boolean {
    const { handOverMarginMs, sessionLimitMs } = this.#needs.settings;
    const isIdle = this.#silenceSentMs > 0 || !this.#line;
    return mustHandOver({
      remainingMs: this.#call.remainingMs(),
      marginMs: handOverMarginMs,
      sessionMs: this.#timeline.sessionMs,
      sessionLimitMs,
      quietMs: isIdle ? Number.POSITIVE_INFINITY : this.#pauses.quietMs,
    });
  }

  async #open(): Promise<SpeechLine> {
    const { contactId, languageCode, note, remainingMs } = this.#call;
    for (let attempt = 1; ; attempt += 1) {
      try {
        this.#line = await this.#needs.openLine({
          sessionId: contactId,
          ...languagesToHear(languageCode, this.#needs.settings.spokenLanguages),
        });
        const places = { timeline: this.#timeline, fragments: this.#fragments, safePoint: this.#safePoint };
        this.#relay = new TranscriptRelay(this.#needs, this.#call, places, this.#line);
        return this.#line;
      } catch (error) {
        const waitMs = 250 * 2 ** attempt;
        const mayTryAgain = error instanceof Fault && error.name === "Transient" && attempt < openTries;
        if (!mayTryAgain || remainingMs() < this.#needs.settings.handOverMarginMs + waitMs) throw error;
        note("SpeechThrottles");
        await this.#needs.sleep(waitMs);
      }
    }
  }

  async #finish(): Promise<{ readonly state: "finished" | "handover"; readonly checkpoint: MediaCheckpoint }> {
    const isCut = await this.#sendUntilCut(() => this.#assembler.flush());
    return this.#close(isCut ? "handover" : "finished");
  }

  /** Ends the session, so that what was sent becomes final, and waits until all of it is put. */
  async #close<State extends string>(
    state: State,
  ): Promise<{ readonly state: State; readonly checkpoint: MediaCheckpoint }> {
    if (this.#line && this.#relay) {
      this.#relay.expectEnd();
      this.#line.end();
      await this.#waitForLastResults(this.#relay);
    }
    return { state, checkpoint: this.#checkpointAt(this.#assembler.positionMs) };
  }

  async #waitForLastResults(relay: TranscriptRelay): Promise<void> {
    let isDone = false;
    const done = relay.done.then(() => {
      isDone = true;
    });
    while (!isDone) {
      if (this.#call.remainingMs() < answerMs)
        throw transient("the speech service did not make everything final in time");
      await Promise.race([done, this.#needs.sleep(waitStepMs)]);
    }
    relay.throwIfFailed();
  }

  #checkpointAt(mediaMs: number): MediaCheckpoint {
    const { afterFragmentNumber, skew } = this.#fragments.resumeAt(mediaMs);
    return {
      mediaMs: Math.round(mediaMs),
      ...(afterFragmentNumber === undefined ? {} : { afterFragmentNumber }),
      ...(this.#originMs === undefined ? {} : { originMs: this.#originMs }),
      ...(skew.every((samples) => samples === null) ? {} : { skewSamples: [...skew] as const }),
    };
  }
}

/** A first run begins with the start fragment, which is found by its time: by number only the fragment behind a given one can be asked for. */
function mediaWanted(call: TranscribedCall, from: MediaCheckpoint | undefined) {
  const { contactId, streamArn, startFragmentNumber, startedAtMs } = call;
  const after = from?.afterFragmentNumber;
  if (after === undefined) {
    const starts = [
      { kind: "at", instantMs: startedAtMs },
      { kind: "after", fragmentNumber: startFragmentNumber },
    ] as const;
    return { contactId, streamArn, starts, firstFragmentNumber: startFragmentNumber, firstFragmentAtMs: startedAtMs };
  }
  const instantMs = (from?.originMs ?? startedAtMs) + (from?.mediaMs ?? 0);
  const starts = [
    { kind: "after", fragmentNumber: after },
    { kind: "at", instantMs },
  ] as const;
  return { contactId, streamArn, starts, afterFragmentNumber: after };
}

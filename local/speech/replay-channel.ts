import { detectLanguage } from "../../domain/understanding/detect-language.ts";
import type { FrameLedger } from "./frame-ledger.ts";
import { perceive } from "./recognition-errors.ts";
import type { ScriptedUtterance, ScriptRegister } from "./script-register.ts";
import { seededRandom } from "./seeded-random.ts";
import type { HeardWord, Hearing } from "./speech-engine.ts";
import { speechLength } from "./speech-length.ts";
import { createTimeCodeReader, frameMs, type ReadFrame } from "./time-code.ts";

/** Audio that must pass after an utterance's last frame before it is final, in milliseconds: a recogniser's endpointing. */
const endpointMs = 400;
const samplesPerMs = 8;

/** What a channel needs. */
export interface ReplayChannelOptions {
  readonly sessionId: string;
  readonly languageCode: string;
  /** Languages to be told apart; undefined: only one is spoken. */
  readonly languageOptions?: readonly string[];
  readonly channel: number;
  readonly scripts: ScriptRegister;
  readonly errorRate: number;
  readonly seed: number;
  readonly ledger: FrameLedger;
}

/** An utterance that is being heard. */
interface OpenUtterance {
  readonly utterance: ScriptedUtterance;
  /** All words of the utterance as they will be reported, by the position of their middle on the time code. */
  readonly expected: readonly {
    readonly middleMs: number;
    readonly startMs: number;
    readonly endMs: number;
    readonly word: HeardWord;
  }[];
  words: HeardWord[];
  /** Session time of the first and behind the last frame heard. */
  readonly startMs: number;
  endMs: number;
}

/** One channel of a replay session: turns time-coded frames into hearings. A word belongs to the session that hears the frame in its middle. */
export class ReplayChannel {
  readonly number: number;
  readonly #options: ReplayChannelOptions;
  readonly #reader = createTimeCodeReader();
  #heardSamples = 0;
  #open: OpenUtterance | undefined;
  #count = 0;

  constructor(options: ReplayChannelOptions) {
    this.#options = options;
    this.number = options.channel;
  }

  /** Takes the next samples of this channel. */
  hear(samples: Int16Array): Hearing[] {
    const hearings: Hearing[] = [];
    const before = this.#open?.words.length ?? 0;
    for (const frame of this.#reader.read(samples)) hearings.push(...this.#hearFrame(frame));
    this.#heardSamples += samples.length;
    const now = this.#heardSamples / samplesPerMs;
    if (this.#open && now >= this.#open.endMs + endpointMs) hearings.push(...this.end());
    else if (this.#open && this.#open.words.length > (hearings.length > 0 ? 0 : before))
      hearings.push(...this.#report(this.#open, true));
    return hearings;
  }

  /** Makes the open utterance final. An utterance of which no word was heard gives nothing. */
  end(): Hearing[] {
    const open = this.#open;
    this.#open = undefined;
    return open ? this.#report(open, false) : [];
  }

  #hearFrame(frame: ReadFrame): Hearing[] {
    const { sessionId, channel, scripts, ledger } = this.#options;
    ledger.hear(sessionId, channel, frame.positionMs);
    const utterance = scripts.at(sessionId, channel, frame.positionMs);
    const closed = this.#open && utterance && utterance !== this.#open.utterance ? this.end() : [];
    if (!utterance) return closed;
    const startMs = frame.sample / samplesPerMs;
    this.#open ??= this.#begin(utterance, startMs);
    this.#open.endMs = startMs + frameMs;
    for (const { middleMs, word, startMs: wordStart, endMs: wordEnd } of this.#open.expected) {
      if (middleMs < frame.positionMs || middleMs >= frame.positionMs + frameMs) continue;
      const shift = startMs - frame.positionMs;
      this.#open.words.push({ ...word, startMs: Math.max(0, wordStart + shift), endMs: wordEnd + shift });
    }
    return closed;
  }

  #begin(utterance: ScriptedUtterance, startMs: number): OpenUtterance {
    const { languageCode, errorRate, seed } = this.#options;
    const { durationMs, words } = speechLength(utterance.text, languageCode);
    const stretch = (utterance.endMs - utterance.startMs) / durationMs;
    const random = seededRandom("replay", seed, utterance.contactId, utterance.channel, utterance.startMs);
    const place = (milliseconds: number) => Math.round(utterance.startMs + milliseconds * stretch);
    const expected = words.map((spoken) => {
      const perceived = perceive(spoken.text, { errorRate, random });
      return {
        middleMs: place((spoken.startMs + spoken.endMs) / 2),
        startMs: place(spoken.startMs),
        endMs: place(spoken.endMs),
        word: { text: perceived.text, confidence: perceived.confidence, startMs: 0, endMs: 0 },
      };
    });
    this.#count += 1;
    return { utterance, expected, words: [], startMs, endMs: startMs };
  }

  #report(open: OpenUtterance, isPartial: boolean): Hearing[] {
    const words = open.words.filter((word) => word.text !== "");
    if (words.length === 0) return [];
    const hearing = {
      channel: this.number,
      resultId: `${this.#options.sessionId}-${this.number}-${this.#count}`,
      isPartial,
      startMs: open.startMs,
      endMs: open.endMs,
      text: words.map((word) => word.text).join(" "),
      words,
    };
    const languageCode = this.#languageOf(open.utterance);
    return [languageCode === undefined ? hearing : { ...hearing, languageCode }];
  }

  /** Where languages are told apart: the option that is written as the utterance is; the likeliest where none is. */
  #languageOf({ text }: ScriptedUtterance): string | undefined {
    const { languageCode, languageOptions } = this.#options;
    if (languageOptions === undefined) return undefined;
    const written = detectLanguage(text)[0]?.languageCode;
    return languageOptions.find((option) => option.split("-")[0] === written) ?? languageCode;
  }
}

import { frameLevel } from "./frame-level.ts";
import type { Utterance, UtteranceEvent } from "./utterance.ts";

/** Length of a frame, the unit of the decision between voice and background. */
export const frameMs = 20;

const lowestThreshold = -52;
const aboveNoiseToBegin = 9;
const aboveNoiseToGoOn = 6;
const lowestNoise = -70;
const noiseRisePerFrame = { idle: 0.12, speaking: 0.01 };
const framesToBegin = 4;
const recentFrames = 6;
const leadFrames = 15;
const silentFramesToEnd = 32;
const longestFrames = 1000;
const searchFrames = 150;

/**
 * Cuts one channel into utterances by level: speech stands out from a background whose level is followed as it changes.
 * An utterance begins after 80 ms of voice (and includes the 300 ms before), ends after 640 ms without, and is cut at
 * its quietest moment when it grows to 20 s.
 */
export class UtteranceSlicer {
  readonly #frameSamples: number;
  #rest = new Int16Array(0);
  #position = 0;
  #noise = -60;
  #count = 0;
  #isSpeaking = false;
  #frames: { samples: Int16Array; level: number; isVoiced: boolean }[] = [];

  constructor(sampleRateHz: number) {
    this.#frameSamples = Math.round((sampleRateHz * frameMs) / 1000);
  }

  /** Takes the next samples. For an utterance that goes on, the last event has all of it so far. */
  push(samples: Int16Array): UtteranceEvent[] {
    const all = new Int16Array(this.#rest.length + samples.length);
    all.set(this.#rest);
    all.set(samples, this.#rest.length);
    const events: UtteranceEvent[] = [];
    let at = 0;
    for (; at + this.#frameSamples <= all.length; at += this.#frameSamples) {
      const ended = this.#take(all.slice(at, at + this.#frameSamples));
      if (ended !== undefined) events.push({ kind: "ended", utterance: ended });
    }
    this.#rest = all.slice(at);
    if (this.#isSpeaking) events.push({ kind: "going on", utterance: this.#utterance(this.#frames.length) });
    return events;
  }

  /** The audio is over: the utterance that was going on, if any. */
  end(): UtteranceEvent[] {
    if (!this.#isSpeaking) return [];
    return [{ kind: "ended", utterance: this.#finish(this.#frames.length) }];
  }

  #take(samples: Int16Array): Utterance | undefined {
    const level = frameLevel(samples);
    const margin = this.#isSpeaking ? aboveNoiseToGoOn : aboveNoiseToBegin;
    const isVoiced = level > Math.max(lowestThreshold, this.#noise + margin);
    const rise = this.#isSpeaking ? noiseRisePerFrame.speaking : noiseRisePerFrame.idle;
    this.#noise = Math.max(lowestNoise, Math.min(level, this.#noise + rise));
    this.#frames.push({ samples, level, isVoiced });
    this.#position += this.#frameSamples;
    return this.#isSpeaking ? this.#goOn() : this.#listen();
  }

  #listen(): undefined {
    const recent = this.#frames.slice(-recentFrames);
    if (recent.filter(({ isVoiced }) => isVoiced).length >= framesToBegin) this.#isSpeaking = true;
    else if (this.#frames.length > leadFrames + recentFrames) this.#frames.shift();
  }

  #goOn(): Utterance | undefined {
    const lastVoiced = this.#frames.findLastIndex(({ isVoiced }) => isVoiced);
    const silent = this.#frames.length - 1 - lastVoiced;
    if (silent >= silentFramesToEnd) return this.#finish(this.#frames.length - Math.floor(silentFramesToEnd / 2));
    if (this.#frames.length < longestFrames) return undefined;
    const from = this.#frames.length - searchFrames;
    const levels = this.#frames.slice(from).map(({ level }) => level);
    const cut = this.#finish(from + levels.indexOf(Math.min(...levels)) + 1);
    this.#isSpeaking = true;
    return cut;
  }

  #finish(frameCount: number): Utterance {
    const utterance = this.#utterance(frameCount);
    this.#frames = this.#frames.slice(frameCount);
    this.#isSpeaking = false;
    this.#count++;
    return utterance;
  }

  #utterance(frameCount: number): Utterance {
    const frames = this.#frames.slice(0, frameCount);
    const samples = new Int16Array(frames.length * this.#frameSamples);
    for (const [i, frame] of frames.entries()) samples.set(frame.samples, i * this.#frameSamples);
    return {
      index: this.#count,
      startSample: this.#position - this.#frames.length * this.#frameSamples,
      samples,
      voiced: frames.map(({ isVoiced }) => isVoiced),
    };
  }
}

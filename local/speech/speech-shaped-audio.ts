import { choose, type Random, seededRandom } from "./seeded-random.ts";
import { speechLength } from "./speech-length.ts";
import { frameMs, frameSamples, writeTimeCode } from "./time-code.ts";

/** Samples a second of everything made here: telephone audio. */
export const sampleRateHz = 8_000;

/** Root mean square of the speech, about -25 dB of full scale, as telephone speech has. */
const speechLevel = 1_850;
/** Peak of the noise in silence, about -66 dB of full scale: a quiet line. */
const lineNoise = 16;

/** First three formants of five vowels in hertz (after Peterson and Barney 1952, J. Acoust. Soc. Am. 24, 175, rounded). */
const vowels: readonly (readonly [number, number, number])[] = [
  [730, 1_090, 2_440],
  [530, 1_840, 2_480],
  [390, 1_990, 2_550],
  [570, 840, 2_410],
  [440, 1_020, 2_240],
];

/** What is to be made. */
export interface SpeechRequest {
  readonly text: string;
  /** BCP-47: sets the pace. */
  readonly languageCode: string;
  /** Position of the first sample on the contact's time code, in milliseconds. */
  readonly startMs: number;
  readonly seed: number;
}

/**
 * Sound with the outline of speech, in which nothing is said: pulses and noise in formant-like bands under a syllable-rate envelope. As long as the
 * text takes to say ({@link speechLength}), at telephone level, time-coded throughout, the same for the same request.
 * @returns mono 16-bit samples at 8 kHz, whole 20 ms frames
 */
export function speechShapedAudio(request: SpeechRequest): Int16Array {
  const { durationMs, words } = speechLength(request.text, request.languageCode);
  const random = seededRandom("speech", request.seed, request.text);
  const samples = noise((durationMs / frameMs) * frameSamples, random);
  const longest = Math.max(0, ...words.map((word) => (word.endMs - word.startMs) / word.syllables));
  const pitchHz = 105 + 95 * random();
  const sounds = vowels.map((formants) => vowelSound(formants, toSample(longest) + 1, pitchHz, random));
  for (const word of words) {
    const length = (word.endMs - word.startMs) / word.syllables;
    for (let syllable = 0; syllable < word.syllables; syllable += 1) {
      const from = toSample(word.startMs + syllable * length);
      const isLast = syllable === word.syllables - 1;
      // The short closure between words is what a pause detector must not take for a pause.
      const to = Math.min(samples.length, toSample(word.startMs + (syllable + 1) * length - (isLast ? 40 : 10)));
      addSyllable(samples.subarray(from, to), choose(sounds, random) ?? new Float64Array(0));
    }
  }
  writeTimeCode(samples, request.startMs);
  return samples;
}

/**
 * A quiet line: low noise, time-coded.
 * @param request `durationMs` is rounded up to whole 20 ms frames
 */
export function quietAudio(request: {
  readonly durationMs: number;
  readonly startMs: number;
  readonly seed: number;
}): Int16Array {
  const frames = Math.ceil(request.durationMs / frameMs);
  const samples = noise(frames * frameSamples, seededRandom("quiet", request.seed, request.startMs));
  writeTimeCode(samples, request.startMs);
  return samples;
}

const toSample = (milliseconds: number) => Math.round((milliseconds * sampleRateHz) / 1_000);

const hissed = seededRandom("hiss");
/** A second of a quiet line's noise; each line takes it up somewhere. */
const hiss = Int16Array.from({ length: sampleRateHz }, () => Math.round((hissed() * 2 - 1) * lineNoise));

function noise(length: number, random: Random): Int16Array {
  const samples = new Int16Array(length);
  let from = Math.floor(random() * hiss.length);
  for (let at = 0; at < length; from = 0) {
    const piece = hiss.subarray(from, from + length - at);
    samples.set(piece, at);
    at += piece.length;
  }
  return samples;
}

/** Places of the envelope that are worked out; a syllable takes the nearest. */
const envelopeSteps = 512;
/** How loud a syllable is on its way from beginning to end: it rises and falls. */
const envelope = Float64Array.from(
  { length: envelopeSteps },
  (_, step) => Math.sin((Math.PI * (step + 0.5)) / envelopeSteps) ** 0.7,
);

/** Looked up once: in the contexts that tests run in, each look at a global costs more than the sample itself. */
const { floor, max, min, round } = Math;

/** Adds as much of a vowel's sound as a syllable takes, under a rising and falling envelope. */
function addSyllable(target: Int16Array, sound: Float64Array): void {
  const pace = envelopeSteps / target.length;
  for (let index = 0; index < target.length; index += 1) {
    const value = (target[index] ?? 0) + (sound[index] ?? 0) * (envelope[floor(index * pace)] ?? 0);
    target[index] = max(-32_768, min(32_767, round(value)));
  }
}

/** A voice's way to say a vowel: a breath of noise, then pulses through three resonators, scaled to the speech level. */
function vowelSound(formants: readonly number[], length: number, pitchHz: number, random: Random): Float64Array {
  const onset = Math.min(length, toSample(20 + 40 * random()));
  const source = breathAndPulses(length, onset, pitchHz, random);
  const sound = new Float64Array(length);
  for (const [index, hertz] of formants.entries()) addResonance(sound, source, hertz, 70 + 40 * index);
  const energy = sound.reduce((sum, value) => sum + value * value, 0);
  const gain = energy === 0 ? 0 : speechLevel / Math.sqrt(energy / length);
  return sound.map((value) => value * gain);
}

/** What a throat sends out: noise until the onset, then a pulse a period with a little noise. */
function breathAndPulses(length: number, onset: number, pitchHz: number, random: Random): Float64Array {
  const source = new Float64Array(length);
  let phase = (onset * pitchHz) / sampleRateHz;
  phase -= Math.floor(phase);
  for (let index = 0; index < length; index += 1) source[index] = (random() * 2 - 1) * (index < onset ? 0.3 : 0.02);
  for (let index = onset; index < length; index += 1) {
    phase += pitchHz / sampleRateHz;
    if (phase < 1) continue;
    phase -= 1;
    source[index] = (source[index] ?? 0) + 1;
  }
  return source;
}

/** Adds what a digital resonator makes of a source (Klatt 1980, J. Acoust. Soc. Am. 67, 971, equations 1 and 2), with unit gain at 0 Hz. */
function addResonance(wave: Float64Array, source: Float64Array, hertz: number, bandwidthHz: number): void {
  const radius = Math.exp((-Math.PI * bandwidthHz) / sampleRateHz);
  const c = -(radius * radius);
  const b = 2 * radius * Math.cos((2 * Math.PI * hertz) / sampleRateHz);
  const a = 1 - b - c;
  let before = 0;
  let beforeThat = 0;
  for (let index = 0; index < source.length; index += 1) {
    const output = a * (source[index] ?? 0) + b * before + c * beforeThat;
    beforeThat = before;
    before = output;
    wave[index] = (wave[index] ?? 0) + output;
  }
}

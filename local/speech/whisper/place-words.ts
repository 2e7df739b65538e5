import type { HeardWord } from "../speech-engine.ts";
import { frameMs } from "./utterance-slicer.ts";

/**
 * Gives words their times. Whisper is run without timestamps, so the times are an estimate: the words share the voiced
 * time of the utterance in proportion to their letters; pauses take none. Order and totals hold, exact borders do not.
 */
export function placeWords(
  words: { text: string; confidence: number }[],
  voiced: boolean[],
  startMs: number,
): HeardWord[] {
  const frames = voiced.flatMap((isVoiced, frame) => (isVoiced ? [frame] : []));
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  const momentAt = (letter: number, isEnd: boolean): number => {
    if (frames.length === 0 || letters === 0) return startMs;
    const place = (letter / letters) * frames.length;
    const index = Math.min(frames.length - 1, isEnd ? Math.ceil(place) - 1 : Math.floor(place));
    return startMs + ((frames[Math.max(0, index)] ?? 0) + (isEnd ? 1 : 0)) * frameMs;
  };
  let before = 0;
  return words.map(({ text, confidence }) => {
    const begin = momentAt(before, false);
    before += text.length;
    return { text, confidence, startMs: begin, endMs: Math.max(begin, momentAt(before, true)) };
  });
}

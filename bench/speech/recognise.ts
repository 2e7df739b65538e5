import { setTimeout } from "node:timers/promises";
import type { Hearing, SpeechEngine } from "../../local/speech/speech-engine.ts";

/** What one recording gave: the text of its finals, and how many partials were shown before. */
export interface Recognised {
  text: string;
  partials: number;
}

/**
 * Plays 8 kHz sound into a session of its own, 100 ms at a time, with a second of silence after it: as fast as the
 * session takes it (which leaves little time for partials), or at the pace of a call.
 */
export async function recognise(
  engine: SpeechEngine,
  languageCode: string,
  sound: Int16Array,
  pace: "fast" | "call" = "fast",
): Promise<Recognised> {
  const session = await engine.open({ sessionId: "bench", languageCode, sampleRateHz: 8000, channels: 1 });
  try {
    const hearings: Hearing[] = [];
    const all = new Int16Array(sound.length + 8000);
    all.set(sound);
    for (let at = 0; at < all.length; at += 800) {
      hearings.push(...(await session.write(all.subarray(at, at + 800))));
      if (pace === "call") await setTimeout(100);
    }
    hearings.push(...(await session.end()));
    const finals = hearings.filter(({ isPartial }) => !isPartial);
    return { text: finals.map(({ text }) => text).join(" "), partials: hearings.length - finals.length };
  } finally {
    session.close();
  }
}

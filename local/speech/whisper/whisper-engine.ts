import { badRequest } from "../bad-request.ts";
import { type LocatedModels, locateModels } from "../models/locate-models.ts";
import { modelCache } from "../models/model-cache.ts";
import { whisperLanguage } from "../models/model-languages.ts";
import { whisperCppVersion } from "../models/whisper-library.ts";
import type { SpeechEngine } from "../speech-engine.ts";
import { startWhisperPool, type WhisperPool } from "./whisper-pool.ts";
import { openWhisperSession } from "./whisper-session.ts";

/** How the engine is made. Everything has a default. */
export interface WhisperEngineOptions {
  /** Folder that `npm run models` filled. */
  cache?: string;
  /** Worker threads, 1 or 2, each one core at most. They share one copy of the weights. Default 1. */
  workers?: 1 | 2;
  locate?: (cache: string, languageCode: string) => Promise<LocatedModels>;
  startPool?: (models: LocatedModels, size: number) => Promise<WhisperPool>;
}

/**
 * The embedded recogniser: whisper.cpp with the weights whisper-base, on worker threads. Nothing is loaded until the
 * first session opens; then the weights are loaded once and serve every session and language.
 *
 * `open` throws "BadRequestException" for a language, rate (8 to 48 kHz) or channel count (1 or 2) it does not support
 * and "ModelUnavailable", with the command to run, where weights or library are not installed.
 */
export function createWhisperEngine(options: WhisperEngineOptions = {}): SpeechEngine {
  const { cache = modelCache(), workers = 1, locate = locateModels, startPool = startWhisperPool } = options;
  let pool: Promise<WhisperPool> | undefined;
  let isClosed = false;
  const start = async (languageCode: string) => startPool(await locate(cache, languageCode), workers);

  return {
    name: `recogniser whisper.cpp ${whisperCppVersion} (model whisper-base, 8-bit)`,
    kind: "recogniser",
    async open(session) {
      if (isClosed) throw new Error("the recogniser is closed");
      const language = whisperLanguage(session.languageCode);
      if (!(session.sampleRateHz >= 8000 && session.sampleRateHz <= 48_000)) {
        throw badRequest(`The embedded recogniser takes 8000 to 48000 Hz, not ${session.sampleRateHz}.`);
      }
      if (session.channels !== 1 && session.channels !== 2) {
        throw badRequest(`The embedded recogniser takes 1 or 2 channels, not ${session.channels}.`);
      }
      pool ??= start(session.languageCode);
      try {
        return openWhisperSession(await pool, { ...session, language });
      } catch (error) {
        pool = undefined;
        throw error;
      }
    },
    async close() {
      isClosed = true;
      await (await pool)?.close();
    },
  };
}

import { homedir } from "node:os";
import { join } from "node:path";

/** The folder that models are kept in: AICC_MODEL_CACHE, else aicc/models in the user's cache folder (XDG). */
export function modelCache(env: Record<string, string | undefined> = process.env): string {
  if (env.AICC_MODEL_CACHE) return env.AICC_MODEL_CACHE;
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "aicc", "models");
}

import { setTimeout as pause } from "node:timers/promises";

/**
 * Asks until the answer is neither undefined, null nor false, and gives that answer.
 * @throws Error naming what was waited for, after `limitMs` milliseconds
 */
export async function eventually<T>(
  what: string,
  ask: () => T | Promise<T>,
  limitMs = 30_000,
): Promise<Exclude<T, undefined | null | false>> {
  const until = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) {
      return answer as Exclude<T, undefined | null | false>;
    }
    if (Date.now() > until) throw new Error(`It did not come to this within ${limitMs} ms: ${what}`);
    await pause(20);
  }
}

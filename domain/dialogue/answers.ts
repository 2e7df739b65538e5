import { z } from "zod";
import { intentLabels } from "../../schemas/intent.ts";
import english from "./data/answers.en.json" with { type: "json" };
import korean from "./data/answers.ko.json" with { type: "json" };

/** What the bot says besides the answer to an intent. */
export const promptNames = [
  "greeting",
  "ask_again",
  "ask_again_gently",
  "escalation",
  "callback",
  "farewell",
  "silence_prompt",
  "silence_farewell",
  "after_hours",
  "queue_connecting",
  "queue_position",
  "queue_position_and_wait",
  "queue_offer",
  "queue_closed",
  "language_changed",
] as const;

const Answers = z.record(z.enum([...intentLabels, ...promptNames]), z.string().min(1));
const answersOf = { ko: Answers.parse(korean), en: Answers.parse(english) } as const;

/**
 * What the bot says for an intent or a prompt, in the caller's language (Korean, else English), with `{name}` places filled from `values`.
 * Answers are at most two short sentences, made to be heard.
 * @param key an intent of `schemas/intent.ts` or one of {@link promptNames}
 * @param languageCode BCP-47, e.g. `ko-KR`
 * @throws Error when there is no such answer, or a place has no value
 */
export function answerFor(key: string, languageCode: string, values: Readonly<Record<string, string>> = {}): string {
  const answers: Readonly<Record<string, string>> = languageCode.toLowerCase().startsWith("ko")
    ? answersOf.ko
    : answersOf.en;
  const answer = Object.hasOwn(answers, key) ? answers[key] : undefined;
  if (answer === undefined)
    throw new Error(`answerFor: there is no answer "${key}"; add it to domain/dialogue/data/answers.*.json`);
  return answer.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new Error(`answerFor: the answer "${key}" needs a value for "${name}"`);
    return value;
  });
}

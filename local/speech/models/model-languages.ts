import { badRequest } from "../bad-request.ts";

/** The languages that the embedded recogniser offers, as Whisper names them, by the primary subtag of a BCP-47 code. */
export const modelLanguages: ReadonlyMap<string, { whisper: string; accepts: RegExp; shown: string }> = new Map([
  ["ko", { whisper: "ko", accepts: /^ko(-KR)?$/i, shown: "ko-KR" }],
  ["en", { whisper: "en", accepts: /^en(-[A-Za-z]{2})?$/i, shown: "en-US and other en-*" }],
]);

/** Whisper's name of the language with this BCP-47 code. Throws "BadRequestException", naming it, for one not offered. */
export function whisperLanguage(languageCode: string): string {
  for (const { accepts, whisper } of modelLanguages.values()) if (accepts.test(languageCode)) return whisper;
  const offered = [...modelLanguages.values()].map(({ shown }) => shown).join(", ");
  throw badRequest(`The embedded recogniser does not know the language ${languageCode}. It knows: ${offered}.`);
}

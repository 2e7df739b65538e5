import { detectLanguage } from "../understanding/detect-language.ts";
import { baseLanguageOf, isServed } from "./capabilities.ts";
import { languageWish } from "./language-wish.ts";
import { mainDialectOf, undetermined } from "./spoken-languages.ts";

/** In which language a contact goes on: what the next utterance's language is judged by. */
export interface ContactLanguage {
  /** BCP-47; `und` until the flow or the caller has told. */
  readonly languageCode: string;
  /** Utterances in a row that were clearly in another language, all in the same. */
  readonly other?: { readonly languageCode: string; readonly utterances: number };
}

/** An utterance of the caller. */
export interface SpokenUtterance {
  /** The language in which it was recognised. */
  readonly languageCode: string;
  readonly text: string;
}

/** Utterances in a row after which a caller who keeps speaking another language is answered in it. */
export const switchAfter = 2;
/** A text whose script leaves so little doubt overrules what the recogniser took it for. */
const surely = 0.8;

/** The language after one more utterance of the caller, and whether the caller asked for it in so many words. */
export function languageAfter(
  before: ContactLanguage,
  utterance: SpokenUtterance,
): ContactLanguage & { readonly wasAskedFor: boolean } {
  const { language: wish } = languageWish(utterance.text);
  if (wish !== undefined) {
    const wasAskedFor = baseLanguageOf(before.languageCode) !== wish;
    return { languageCode: wasAskedFor ? mainDialectOf(wish) : before.languageCode, wasAskedFor };
  }
  return { ...withoutWish(before, utterance), wasAskedFor: false };
}

function withoutWish(before: ContactLanguage, utterance: SpokenUtterance): ContactLanguage {
  const spoken = clearlySpoken(utterance);
  if (spoken === undefined) return before;
  if (before.languageCode === undetermined) return { languageCode: spoken };
  if (baseLanguageOf(spoken) === baseLanguageOf(before.languageCode)) return { languageCode: before.languageCode };
  const inRow = before.other?.languageCode === spoken ? before.other.utterances + 1 : 1;
  return inRow >= switchAfter
    ? { languageCode: spoken }
    : { languageCode: before.languageCode, other: { languageCode: spoken, utterances: inRow } };
}

/** The served language in which an utterance was clearly spoken; undefined for "OK", "네", a number or a language that is not served. */
function clearlySpoken({ languageCode, text }: SpokenUtterance): string | undefined {
  const words = text.replace(/\[[A-Z_]+\]/g, " ");
  const [guess] = detectLanguage(words);
  const isScriptSure = guess !== undefined && guess.languageCode !== "und" && guess.score >= surely;
  const spoken =
    isScriptSure && baseLanguageOf(languageCode) !== guess.languageCode
      ? mainDialectOf(guess.languageCode)
      : languageCode;
  if (isScriptSure && !isServed("contact", guess.languageCode)) return undefined;
  if (!isServed("contact", spoken)) return undefined;
  const isClear =
    baseLanguageOf(spoken) === "ko"
      ? (words.match(/\p{Script=Hangul}/gu)?.length ?? 0) >= 4
      : (words.match(/\p{L}{2,}/gu)?.length ?? 0) >= 3;
  return isClear ? spoken : undefined;
}

import { baseLanguageOf, isServed, type Language } from "./capabilities.ts";

/** BCP-47 for "not determined": the flow did not say, and nobody has spoken yet. */
export const undetermined = "und";

/** The dialect in which a language is heard and answered unless the flow names another. The first is what a caller hears before anything is known. */
export const mainDialects = { ko: "ko-KR", en: "en-US" } as const satisfies Partial<Record<Language, string>>;

/** The languages of the whole pipeline in their main dialects: what callers may speak and change to. */
export const contactLanguages: readonly string[] = Object.values(mainDialects);

/** The language of a contact, where the flow or the caller has told it. */
export function determined(languageCode: string | undefined): string | undefined {
  return languageCode === undetermined ? undefined : languageCode;
}

/** The main dialect of a code's language: Korean while nothing is determined, English for a language that is not served. */
export function mainDialectOf(languageCode: string | undefined): string {
  const known = determined(languageCode);
  if (known === undefined) return mainDialects.ko;
  const base = baseLanguageOf(known);
  return contactLanguages.find((code) => baseLanguageOf(code) === base) ?? mainDialects.en;
}

/** What a speech session listens for. */
export interface SpokenLanguages {
  /** The language that is most likely, or {@link undetermined}. */
  readonly languageCode: string;
  /** Other languages that may be spoken; empty: nothing is identified. One dialect of each language, as Amazon Transcribe asks for. */
  readonly alsoSpoken: readonly string[];
}

/**
 * What a speech session of a contact listens for: the contact's own dialect, and the other languages that callers may change to.
 * @param callers the languages that callers of this centre speak, in their dialects
 */
export function languagesToHear(languageCode: string, callers: readonly string[]): SpokenLanguages {
  const base = baseLanguageOf(languageCode);
  if (languageCode === undetermined || base === undefined) {
    const [only, ...others] = callers;
    if (only !== undefined && others.length === 0) return { languageCode: only, alsoSpoken: [] };
    return { languageCode: undetermined, alsoSpoken: callers };
  }
  return { languageCode, alsoSpoken: callers.filter((code) => baseLanguageOf(code) !== base) };
}

/** Whether a contact may be in the language: served from the first word to the last, or not determined yet. */
export function isContactLanguage(languageCode: string): boolean {
  return languageCode === undetermined || isServed("contact", languageCode);
}

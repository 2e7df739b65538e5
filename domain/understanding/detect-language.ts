/** A language with how sure the text's script makes us, 0 to 1. */
export interface LanguageGuess {
  readonly languageCode: "ko" | "en" | "ja" | "zh" | "und";
  readonly score: number;
}

const scripts: readonly (readonly [LanguageGuess["languageCode"], RegExp])[] = [
  ["ko", /\p{Script=Hangul}/u],
  ["ja", /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ["zh", /\p{Script=Han}/u],
  ["en", /\p{Script=Latin}/u],
];
/** A Hangul syllable says about as much as two and a half letters: "네 check 해 주세요" is Korean. */
const weightOf: Readonly<Record<string, number>> = { ko: 2.5, ja: 2.5, zh: 2.5, en: 1 };

/**
 * The languages of a text by its script, most likely first. Latin letters count as English, Han characters beside kana as Japanese. A text without
 * letters is undetermined (`und`).
 */
export function detectLanguage(text: string): LanguageGuess[] {
  const counts = new Map<LanguageGuess["languageCode"], number>();
  let total = 0;
  for (const character of text) {
    const script = scripts.find(([, pattern]) => pattern.test(character));
    if (!script) continue;
    const weight = weightOf[script[0]] ?? 1;
    counts.set(script[0], (counts.get(script[0]) ?? 0) + weight);
    total += weight;
  }
  const kana = counts.get("ja") ?? 0;
  if (kana > 0) {
    counts.set("ja", kana + (counts.get("zh") ?? 0));
    counts.delete("zh");
  }
  if (total === 0) return [{ languageCode: "und", score: 1 }];
  return [...counts]
    .map(([languageCode, count]) => ({ languageCode, score: count / total }))
    .sort((a, b) => b.score - a.score);
}

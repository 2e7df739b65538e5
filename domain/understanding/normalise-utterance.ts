/**
 * An utterance as the classifiers read it: composed Unicode, lower case, no punctuation, single spaces. Digit runs and the placeholders of
 * redaction (`[PHONE]`) both become `#`, so that a sentence is classified alike before and after its numbers were taken out.
 */
export function normaliseUtterance(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/\[[A-Z_]{2,20}\]/g, " # ")
    .toLowerCase()
    .replace(/[’']/g, "")
    .replace(/\p{N}+/gu, " # ")
    .replace(/[^\p{L}#]+/gu, " ")
    .replace(/# (?:# )+/g, "# ")
    .trim();
}

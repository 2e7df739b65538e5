import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type LabelledText, parseLabelledText } from "../../../domain/understanding/labelled-text.ts";
import { normaliseUtterance } from "../../../domain/understanding/normalise-utterance.ts";

/** The texts of one file of the data folder. */
export interface TrainingText {
  readonly purpose: "training" | "validation";
  readonly language: string;
  readonly file: string;
  readonly texts: readonly LabelledText[];
}

/**
 * Reads `NAME.LANGUAGE.tsv` (training) and `NAME.LANGUAGE.validation.tsv` for each language.
 * @throws Error naming file, text and remedy where the same words stand twice: under two labels they teach nothing, in training and validation they flatter
 */
export function readTrainingText(
  folder: string,
  name: string,
  languages: readonly string[],
  labels: readonly string[],
): TrainingText[] {
  const read = (file: string) => parseLabelledText(readFileSync(join(folder, file), "utf8"), labels, file);
  const all = languages.flatMap((language): TrainingText[] =>
    (["training", "validation"] as const).map((purpose) => {
      const file = `${name}.${language}${purpose === "validation" ? ".validation" : ""}.tsv`;
      return { purpose, language, file, texts: read(file) };
    }),
  );
  refuseRepeats(all);
  return all;
}

/** The file of corrections that somebody adopted for a language. */
export function correctionsFile(language: string): string {
  return `corrections.${language}.tsv`;
}

/** Reads the corrections that were adopted, where there are any. Callers may say in them what stands in the other files, so repeats are not refused. */
export function readAdoptedCorrections(
  folder: string,
  languages: readonly string[],
  labels: readonly string[],
): TrainingText[] {
  return languages
    .map((language) => ({ language, file: correctionsFile(language) }))
    .filter(({ file }) => existsSync(join(folder, file)))
    .map(({ language, file }) => ({
      purpose: "training",
      language,
      file,
      texts: parseLabelledText(readFileSync(join(folder, file), "utf8"), labels, file),
    }));
}

/** Compares texts as the classifier reads them, so that a full stop makes no difference. */
function refuseRepeats(all: readonly TrainingText[]): void {
  const seen = new Map<string, { file: string; label: string }>();
  for (const { file, texts } of all) {
    for (const { text, label } of texts) {
      const words = normaliseUtterance(text);
      const before = seen.get(words);
      if (before && (before.label !== label || before.file !== file)) {
        throw new Error(
          `${file}: "${text}" (${label}) stands in ${before.file} too (${before.label}), but for punctuation or numbers; remove one.`,
        );
      }
      seen.set(words, { file, label });
    }
  }
}

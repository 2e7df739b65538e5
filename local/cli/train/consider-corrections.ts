import { appendFileSync, readFileSync } from "node:fs";
import { type Classifier, compareTraining, losesMore } from "../../../domain/learning/compare-training.ts";
import { labelledCorrections, writeLabelledText } from "../../../domain/learning/labelled-corrections.ts";
import { redactText } from "../../../domain/redaction/redact-text.ts";
import { detectLanguage } from "../../../domain/understanding/detect-language.ts";
import { type LabelledText, parseLabelledText } from "../../../domain/understanding/labelled-text.ts";
import { readCorrections } from "../corrections/read-corrections.ts";
import { writtenLanguage } from "../evaluate-pii/written-language.ts";
import { daysBetween } from "../reconcile/time-range.ts";
import { throughApi } from "../trace/through-api.ts";
import { readCorrectionsOptions } from "./corrections-options.ts";
import { renderComparison } from "./render-comparison.ts";

/** What `npm run train` hands over. */
export interface ConsiderationInput {
  readonly args: readonly string[];
  readonly labels: readonly string[];
  readonly texts: readonly LabelledText[];
  readonly validations: Readonly<Record<string, readonly LabelledText[]>>;
  readonly train: (texts: readonly LabelledText[]) => Classifier;
  /** The file of adopted corrections of a language. */
  readonly adoptedFile: (language: "ko" | "en") => string;
  readonly print: (line: string) => void;
}

/** Days of judgements that are looked at unless `--since` says otherwise. */
const daysBack = 84;

/**
 * `npm run train -- --with corrections`: trains with and without what agents have labelled, prints both side by side, and changes nothing. With `--adopt`
 * the new texts are appended to the files of adopted corrections, which are training text from then on, to be reviewed and committed like any other.
 * The corrections come from the stack's HTTP API (`--since DAY`, `--api`, `--endpoint`, `--aws`), or from a file that `npm run corrections -- export` wrote
 * (`--corrections FILE`).
 * @returns whether something was adopted, so that the model is to be made anew
 * @throws Error with `--adopt` when more of the validation text would be broken than mended
 */
export async function considerCorrections(input: ConsiderationInput): Promise<boolean> {
  const options = readCorrectionsOptions(input.args);
  const corrections =
    options.corrections === undefined ? await fromStack(options) : fromFile(options.corrections, input.labels);
  const comparison = compareTraining({ ...input, corrections });
  for (const line of renderComparison(comparison)) input.print(line);
  if (comparison.learnt.length === 0) return false;
  if (!options.adopt) {
    input.print("\nNothing was changed. To adopt the new texts: npm run train -- --with corrections --adopt");
    return false;
  }
  if (losesMore(comparison)) {
    throw new Error(
      "Not adopted: the corrections break more of the validation text than they mend. Export them (npm run corrections -- export --out FILE), take out those that harm, and adopt the rest with --corrections FILE.",
    );
  }
  for (const [language, texts] of byLanguage(comparison.learnt)) {
    appendFileSync(input.adoptedFile(language), writeLabelledText(texts));
    input.print(`${texts.length} texts adopted into ${input.adoptedFile(language)}: review and commit them`);
  }
  return true;
}

function byLanguage(texts: readonly LabelledText[]): readonly (readonly ["ko" | "en", readonly LabelledText[]])[] {
  const isKorean = ({ text }: LabelledText) => detectLanguage(text)[0]?.languageCode === "ko";
  const groups = [
    ["ko", texts.filter(isKorean)],
    ["en", texts.filter((text) => !isKorean(text))],
  ] as const;
  return groups.filter(([, group]) => group.length > 0);
}

/** What a person put into a file is no safer than what callers say: it, too, is redacted before it becomes anybody's training text. */
function fromFile(file: string, labels: readonly string[]): readonly LabelledText[] {
  return parseLabelledText(readFileSync(file, "utf8"), labels, file).map(({ label, text }) => ({
    label,
    text: redactText(text, writtenLanguage(text)).text,
  }));
}

async function fromStack(options: ReturnType<typeof readCorrectionsOptions>): Promise<readonly LabelledText[]> {
  const range = daysBetween({ since: options.since }, "+09:00", daysBack);
  return throughApi(options, async (call) => labelledCorrections(await readCorrections(call, range)).texts);
}

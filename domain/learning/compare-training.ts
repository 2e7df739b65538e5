import type { LabelledText } from "../understanding/labelled-text.ts";
import { normaliseUtterance } from "../understanding/normalise-utterance.ts";

/** A trained model as far as it is compared: the label that it gives a text. */
export type Classifier = (text: string) => string;

/** What is compared, and on what. */
export interface TrainingComparison {
  /** Trains a model on texts; the same texts must give the same model. */
  readonly train: (texts: readonly LabelledText[]) => Classifier;
  /** What the model is trained on today. */
  readonly texts: readonly LabelledText[];
  /** What agents have labelled; of the same words in several labels the last one counts. */
  readonly corrections: readonly LabelledText[];
  /** Texts that are never trained on, by name. */
  readonly validations: Readonly<Record<string, readonly LabelledText[]>>;
}

/** One set of texts under both models. */
export interface ComparedSet {
  readonly name: string;
  readonly texts: number;
  /** Right answers of the model of today and of the one with corrections. */
  readonly before: number;
  readonly after: number;
  /** Texts that only the new model gets right, and those that only the old one did. */
  readonly mended: readonly ComparedText[];
  readonly broken: readonly ComparedText[];
}

/** A text that the models answer differently. */
export interface ComparedText {
  readonly text: string;
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** What training with corrections would change. */
export interface ComparedTraining {
  /** Corrections that are trained on; the others stand below. */
  readonly learnt: readonly LabelledText[];
  /** Already in the training text, under the same label. */
  readonly known: number;
  /** In the training text under another label: somebody must decide which. */
  readonly contradicting: readonly LabelledText[];
  /** In the validation text, where they would flatter the figures. */
  readonly reserved: number;
  /** Validation sets; and corrections that were held out: every fifth, of a model that learnt the others only. */
  readonly sets: readonly ComparedSet[];
}

/** The name of the set of held-out corrections. */
export const heldOut = "corrections held out";
/** So many corrections make it worthwhile to hold some out. */
const fewestToHoldOut = 10;

/**
 * Trains with and without corrections and puts both side by side. Validation text was written beforehand and shows what would be lost; held-out corrections
 * are what callers really say, and show what would be won. Texts are compared as the classifier reads them, so that a full stop or another number makes no
 * new text. Nothing is written.
 */
export function compareTraining({ train, texts, corrections, validations }: TrainingComparison): ComparedTraining {
  const labelOf = new Map(texts.map(({ text, label }) => [normaliseUtterance(text), label]));
  const reservedWords = new Set(
    Object.values(validations).flatMap((set) => set.map(({ text }) => normaliseUtterance(text))),
  );
  const told = new Map(corrections.map((correction) => [normaliseUtterance(correction.text), correction]));
  const rest = [...told].filter(([words]) => !reservedWords.has(words));
  const learnt = rest.filter(([words]) => !labelOf.has(words)).map(([, correction]) => correction);
  const contradicting = rest
    .filter(([words, { label }]) => (labelOf.get(words) ?? label) !== label)
    .map(([, correction]) => correction);
  const sorted = {
    learnt,
    known: rest.length - learnt.length - contradicting.length,
    contradicting,
    reserved: told.size - rest.length,
  };
  if (learnt.length === 0) return { ...sorted, sets: [] };

  const before = train(texts);
  const after = train([...texts, ...learnt]);
  const sets = Object.entries(validations).map(([name, set]) => compareOn(name, set, before, after));
  if (learnt.length < fewestToHoldOut) return { ...sorted, sets };
  const kept = learnt.filter((_, at) => at % 5 === 4);
  const partly = train([...texts, ...learnt.filter((_, at) => at % 5 !== 4)]);
  return { ...sorted, sets: [...sets, compareOn(heldOut, kept, before, partly)] };
}

/** Whether the new model breaks more of the validation text than it mends: then it must not be adopted as it is. */
export function losesMore({ sets }: ComparedTraining): boolean {
  const validations = sets.filter(({ name }) => name !== heldOut);
  return validations.reduce((sum, { before, after }) => sum + after - before, 0) < 0;
}

function compareOn(name: string, texts: readonly LabelledText[], before: Classifier, after: Classifier): ComparedSet {
  const answers = texts.map(({ text, label }) => ({ text, label, before: before(text), after: after(text) }));
  return {
    name,
    texts: texts.length,
    before: answers.filter((answer) => answer.before === answer.label).length,
    after: answers.filter((answer) => answer.after === answer.label).length,
    mended: answers.filter((answer) => answer.before !== answer.label && answer.after === answer.label),
    broken: answers.filter((answer) => answer.before === answer.label && answer.after !== answer.label),
  };
}

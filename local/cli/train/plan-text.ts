import { join } from "node:path";
import type { LabelledText } from "../../../domain/understanding/labelled-text.ts";
import { readAdoptedCorrections, readTrainingText, type TrainingText } from "./read-training-text.ts";
import type { ClassifierPlan } from "./training-plans.ts";

/** The languages that there is training text in. */
const languages = ["ko", "en"] as const;

/** Where the classifiers' training text lies. */
export const understandingData = join(import.meta.dirname, "../../../domain/understanding/data");

/** The text of a plan: what was written for the project, and for intents what agents corrected and somebody adopted (`--with corrections --adopt`). */
export function readPlanText({ name, labels }: ClassifierPlan): TrainingText[] {
  const written = readTrainingText(understandingData, name, languages, labels);
  if (name !== "intents") return written;
  return [...written, ...readAdoptedCorrections(understandingData, languages, labels)];
}

/** The texts of one purpose, of all languages. */
export function textsFor(purpose: TrainingText["purpose"], text: readonly TrainingText[]): LabelledText[] {
  return text.filter((one) => one.purpose === purpose).flatMap(({ texts }) => texts);
}

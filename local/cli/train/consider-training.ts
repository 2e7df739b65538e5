import { join } from "node:path";
import { classifyIntent } from "../../../domain/understanding/classify-intent.ts";
import { trainLinearModel } from "../../../domain/understanding/train-linear-model.ts";
import { intentLabelSet, intentLabels } from "../../../schemas/intent.ts";
import { considerCorrections } from "./consider-corrections.ts";
import { readPlanText, textsFor, understandingData } from "./plan-text.ts";
import { correctionsFile } from "./read-training-text.ts";
import { readVectorFiles } from "./read-vector-files.ts";
import { classifierPlans } from "./training-plans.ts";

/**
 * Shows what agents' corrections would change in the intents, and adopts them where that is asked for.
 * @returns whether something was adopted
 */
export function considerTraining(args: readonly string[]): Promise<boolean> {
  const text = readPlanText(classifierPlans.intents);
  const wordVectors = readVectorFiles();
  return considerCorrections({
    args,
    labels: intentLabels,
    texts: textsFor("training", text),
    validations: Object.fromEntries(
      text
        .filter(({ purpose }) => purpose === "validation")
        .map(({ language, texts }) => [`intents.${language}.validation`, [...texts]]),
    ),
    train: (texts) => {
      const model = trainLinearModel(texts, intentLabels, { ...classifierPlans.intents.options, wordVectors });
      return (utterance) => classifyIntent({ ...model, labelSet: intentLabelSet }, utterance).intent;
    },
    adoptedFile: (language) => join(understandingData, correctionsFile(language)),
    print: console.log,
  });
}

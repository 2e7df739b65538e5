import { tagCount } from "../../../domain/redaction/learned/marked-tokens.ts";
import { sentimentLabels } from "../../../domain/understanding/classify-sentiment.ts";
import { defaultTraining } from "../../../domain/understanding/train-linear-model.ts";
import { intentLabelSet, intentLabels } from "../../../schemas/intent.ts";

/** The classifiers that are trained, and how: which text, and which labels. */
export const classifierPlans = {
  intents: {
    name: "intents",
    labels: intentLabels,
    options: {
      ...defaultTraining,
      outOfScope: intentLabelSet.outOfScope,
      wrongAnswerCost: intentLabelSet.wrongAnswerCost,
      noiseRates: [0.1, 0.18, 0.25],
      // Nearer to the solution nothing gets better on the validation text, and the training takes a fifth longer.
      tolerance: 0.7,
      passes: 4,
      minimumOrigins: 4,
      maximumFeatures: 220_000,
      heldOutFolds: 1,
    },
  },
  sentiment: {
    name: "sentiment",
    labels: sentimentLabels,
    options: { ...defaultTraining, noiseRates: [0.1, 0.2], minimumOrigins: 2, maximumFeatures: 90_000 },
  },
} as const;

/** One of {@link classifierPlans}. */
export type ClassifierPlan = (typeof classifierPlans)[keyof typeof classifierPlans];

/** How the model of personal data is trained. */
export const piiPlan = {
  tagCount,
  seed: defaultTraining.seed,
  rate: 0.02,
  choosingStride: 2,
  minimumTexts: 4,
  choosingPasses: 1,
  maximumFeatures: 100_000,
  passes: 3,
} as const;

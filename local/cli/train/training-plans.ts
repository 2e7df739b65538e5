import { sentimentLabels } from "../../../domain/understanding/classify-sentiment.ts";
import { defaultTraining } from "../../../domain/understanding/train-linear-model.ts";
import { intentLabelSet, intentLabels } from "../../../schemas/intent.ts";

/** What is trained, and how: which text, which labels, and the module that carries the result. */
export const trainingPlans = {
  intents: {
    name: "intents",
    labels: intentLabels,
    options: {
      ...defaultTraining,
      outOfScope: intentLabelSet.outOfScope,
      wrongAnswerCost: intentLabelSet.wrongAnswerCost,
      noiseRates: [0.1, 0.18, 0.25],
      passes: 4,
      minimumOrigins: 4,
      maximumFeatures: 220_000,
      heldOutFolds: 1,
    },
    module: "intent-model.ts",
    constant: "encodedIntentModel",
  },
  sentiment: {
    name: "sentiment",
    labels: sentimentLabels,
    options: { ...defaultTraining, noiseRates: [0.1, 0.2], minimumOrigins: 2, maximumFeatures: 90_000 },
    module: "sentiment-model.ts",
    constant: "encodedSentimentModel",
  },
} as const;

/** One of {@link trainingPlans}. */
export type TrainingPlan = (typeof trainingPlans)[keyof typeof trainingPlans];

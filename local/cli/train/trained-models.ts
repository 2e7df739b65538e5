import type { ModelModule } from "./model-modules.ts";
import { classifierPlans, piiPlan } from "./training-plans.ts";

/** A model that `npm run train` makes. */
export interface TrainedModel {
  readonly module: ModelModule;
  /** Patterns of the files that it is made from, in the project. */
  readonly madeFrom: readonly string[];
  /** What else it is made with. */
  readonly settings: unknown;
}

const understanding = [
  "domain/understanding/*.ts",
  "domain/understanding/data/*.tsv",
  "domain/understanding/data/*.bin",
];

/** The models, those first that take longest. */
export const trainedModels = {
  intents: {
    module: { path: "domain/understanding/model/intent-model.ts", constant: "encodedIntentModel" },
    madeFrom: understanding,
    settings: classifierPlans.intents,
  },
  pii: {
    module: { path: "domain/redaction/model/pii-model.ts", constant: "encodedPiiModel" },
    madeFrom: [
      "domain/redaction/*.ts",
      "domain/redaction/learned/*.ts",
      "domain/redaction/data/*.txt",
      "domain/understanding/*.ts",
      "domain/understanding/data/intents.*.tsv",
      "local/cli/evaluate-pii/marked-set.ts",
      "local/cli/evaluate-pii/written-language.ts",
      "local/cli/train/{exchange-data,mishear-marked,rewrite-marked}.ts",
      "local/cli/train/train-pii-model.ts",
    ],
    settings: piiPlan,
  },
  sentiment: {
    module: { path: "domain/understanding/model/sentiment-model.ts", constant: "encodedSentimentModel" },
    madeFrom: understanding,
    settings: classifierPlans.sentiment,
  },
} as const satisfies Readonly<Record<string, TrainedModel>>;

/** One of {@link trainedModels}. */
export type ModelName = keyof typeof trainedModels;

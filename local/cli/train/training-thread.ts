import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { createProgress } from "../evaluate/progress.ts";
import { trainClassifier } from "./train-classifier.ts";
import { trainPiiModel } from "./train-pii-model.ts";
import { classifierPlans } from "./training-plans.ts";

/** A thread of `npm run train`: trains one model, and tells the main thread of it. */
const { name, counts, misses } = z
  .object({ name: z.enum(["intents", "pii", "sentiment"]), counts: z.boolean(), misses: z.boolean() })
  .parse(workerData);
const { step } = createProgress(
  (line) => process.stderr.write(line),
  () => performance.now(),
);
parentPort?.postMessage(
  name === "pii" ? trainPiiModel(step) : trainClassifier(classifierPlans[name], { counts, misses }, step),
);

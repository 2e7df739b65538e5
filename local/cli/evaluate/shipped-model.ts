import type { LinearModel } from "../../../domain/understanding/linear-model.ts";
import { UnusableSet } from "./unusable-set.ts";

/**
 * The model that the product ships.
 * @throws UnusableSet when `npm run train` has not made it yet
 */
export async function loadShippedModel(name: "intents" | "sentiment"): Promise<LinearModel> {
  try {
    if (name === "sentiment") {
      const { loadSentimentModel } = await import("../../../domain/understanding/load-sentiment-model.ts");
      return loadSentimentModel();
    }
    const { loadIntentModel } = await import("../../../domain/understanding/load-intent-model.ts");
    return loadIntentModel();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND")) throw error;
    throw new UnusableSet("The models have not been made yet: npm run train", { cause: error });
  }
}

import { defaultTraining, type TrainingOptions } from "../../../domain/understanding/train-linear-model.ts";

/** How a model is trained on somebody's texts as they are, without noisy copies: fewer examples allow more passes, and one part is held out to calibrate on. */
export const plainTraining: TrainingOptions = { ...defaultTraining, noiseRates: [], passes: 10, heldOutFolds: 1 };

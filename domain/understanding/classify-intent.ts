import { type Classification, IntentLabel, intentLabels } from "../../schemas/intent.ts";
import { type DialogueContext, expectReplies } from "./expect-replies.ts";
import { type LinearModel, scoreLabels, toProbabilities, vectorise } from "./linear-model.ts";

/** How many labels a classification names, the chosen one among them. */
const alternativesKept = 3;

/**
 * The intent of one caller utterance. `confidence` is a calibrated probability; `alternatives` holds the three best labels, best first, the
 * chosen one included. An utterance of which the model knows nothing (or an empty one) is `out_of_scope`.
 * @param context what the bot did last: it shifts the odds of short replies such as "네", never of a clear request
 * @throws ZodError when the model was trained for other labels than `schemas/intent.ts`; remedy: `npm run train`
 */
export function classifyIntent(model: LinearModel, text: string, context: DialogueContext = {}): Classification {
  const vector = vectorise(model, text);
  if (vector.rows.length === 0) return unknownUtterance;
  const expected = expectReplies(context);
  const scores = scoreLabels(model, vector).map(
    (score, at) => score + (expected[model.labels[at] ?? ""] ?? 0) / model.sharpness,
  );
  const ranked = toProbabilities(scores, model.sharpness)
    .map((confidence, at) => ({ intent: IntentLabel.parse(model.labels[at]), confidence }))
    .sort((a, b) => b.confidence - a.confidence);
  const [best] = ranked;
  return best ? { ...best, alternatives: ranked.slice(0, alternativesKept) } : unknownUtterance;
}

const unknownUtterance: Classification = {
  intent: "out_of_scope",
  confidence: 1 / intentLabels.length,
  alternatives: [{ intent: "out_of_scope", confidence: 1 / intentLabels.length }],
};

import type { LabelSet } from "../../schemas/intents/label-set.ts";
import { type DialogueContext, expectReplies } from "./expect-replies.ts";
import { explainIntent } from "./explain-intent.ts";
import { type LinearModel, scoreLabels, toProbabilities } from "./linear-model.ts";
import { sayReasons } from "./say-reasons.ts";
import { vectorise } from "./vectorise.ts";

/** How many labels a classification names, the chosen one among them. */
const alternativesKept = 3;
/** From how many contributions the reasons are read. */
const contributionsRead = 200;

/** A model with the label set that it was trained for. */
export interface IntentModel extends LinearModel {
  readonly labelSet: LabelSet;
}

/** What was understood of an utterance. */
export interface ClassifiedUtterance {
  readonly intent: string;
  /** A calibrated probability, 0 to 1. */
  readonly confidence: number;
  /** From which confidence on acting on this label costs less than asking again. */
  readonly threshold: number;
  /** The three best labels, best first, the chosen one included, each with the pieces of the utterance that spoke for it. */
  readonly alternatives: { intent: string; confidence: number; reasons: string[] }[];
}

/**
 * The intent of one caller utterance. One of which the model knows nothing (or an empty one) is out of scope, with no confidence.
 * @param text redacted: the reasons hold pieces of it
 * @param context what the bot did last: it shifts the odds of short replies such as "네", never of a clear request
 */
export function classifyIntent(model: IntentModel, text: string, context: DialogueContext = {}): ClassifiedUtterance {
  const { labels, labelSet, thresholds } = model;
  const vector = vectorise(model, text);
  const likelier = expectReplies(labelSet, context);
  const logits = scoreLabels(model, vector).map((logit, at) => logit + (likelier[labels[at] ?? ""] ?? 0));
  const ranked = toProbabilities(logits)
    .map((confidence, place) => ({ place, confidence }))
    .sort((a, b) => b.confidence - a.confidence);
  const [best] = ranked;
  if (!best || vector.columns.length === 0) return unknownUtterance(labelSet);
  const kept = ranked.slice(0, alternativesKept);
  const reasons = explainIntent(
    model,
    text,
    vector,
    kept.map(({ place }) => place),
    contributionsRead,
  );
  return {
    intent: labels[best.place] ?? labelSet.outOfScope,
    confidence: best.confidence,
    threshold: thresholds[best.place] ?? 1,
    alternatives: kept.map(({ place, confidence }, rank) => ({
      intent: labels[place] ?? labelSet.outOfScope,
      confidence,
      reasons: sayReasons(text, reasons[rank] ?? []),
    })),
  };
}

function unknownUtterance({ labels, outOfScope }: LabelSet): ClassifiedUtterance {
  const confidence = 1 / labels.length;
  return {
    intent: outOfScope,
    confidence,
    threshold: 1,
    alternatives: [{ intent: outOfScope, confidence, reasons: [] }],
  };
}

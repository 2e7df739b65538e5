import { describe, expect, it } from "@jest/globals";
import { loadIntentModel } from "../../../domain/understanding/load-intent-model.ts";
import { classifyIntentStep } from "../../../functions/utterance/classify-intent/step.ts";
import { Classification } from "../../../schemas/intent.ts";
import { decided, decision } from "../../support/builders.ts";
import { inMemoryLedger } from "../../support/in-memory-ledger.ts";

const model = loadIntentModel();

/** The classification of an utterance that ends at 5 s, after the bot acted at the given times. */
async function classified(text: string, ...acted: { action: "answer" | "offer_callback"; sequence: number }[]) {
  const ledger = inMemoryLedger();
  for (const { action, sequence } of acted)
    await ledger.putDecision(decision({ action, sequence, segmentId: `segment-${sequence}` }));
  return classifyIntentStep({ ...ledger, model }, { ...decided().utterance, text, endOffsetMs: 5_000 });
}

const confidenceOf = (intent: string, { alternatives }: Classification) =>
  alternatives.find((one) => one.intent === intent)?.confidence ?? 0;

describe("ClassifyIntent", () => {
  it("answers within its contract, with the threshold of the label and with reasons", async () => {
    const classification = Classification.parse(await classified("환불해 주세요"));
    expect(classification.intent).toBe("refund");
    expect(classification.threshold).toBeGreaterThan(0.2);
    expect(classification.alternatives[0]?.reasons?.join(" ")).toContain("환불");
  });

  it("hears a short reply in the light of what the bot did last before it, and of nothing later", async () => {
    const alone = confidenceOf("affirm", await classified("네 그렇게 하죠"));
    const afterOffer = await classified("네 그렇게 하죠", { action: "offer_callback", sequence: 1_000 });
    expect(confidenceOf("affirm", afterOffer)).toBeGreaterThan(alone);
    const later = await classified("네 그렇게 하죠", { action: "offer_callback", sequence: 9_000 });
    expect(confidenceOf("affirm", later)).toBe(alone);
  });

  it("does not take the words about the language for what the caller wants", async () => {
    expect(await classified("can we speak english please")).toMatchObject({ intent: "out_of_scope", threshold: 1 });
    expect((await classified("한국어로 말해 주세요 환불해 주세요")).intent).toBe("refund");
  });

  it("is sure that nothing it was taught was said in a language that it was not taught", async () => {
    const utterance = { ...decided().utterance, text: "[WITHHELD]", languageCode: "ja-JP" };
    const classification = Classification.parse(await classifyIntentStep({ ...inMemoryLedger(), model }, utterance));
    expect(classification).toMatchObject({ intent: "out_of_scope", confidence: 1 });
  });
});

import { z } from "zod";
import type { LabelledText } from "../../../domain/understanding/labelled-text.ts";
import type { LabelledSet, SetPurpose } from "./labelled-set.ts";
import { UnusableSet } from "./unusable-set.ts";

const Part = z.array(z.tuple([z.string().min(1), z.string().min(1)]));
const File = z.record(z.string(), Part);

/** The label of texts that none of the 150 intents fits. */
const outOfScopeLabel = "oos";

/** The parts that serve a purpose, best first, each with its out-of-scope texts. */
const partsFor = {
  train: [["train", "oos_train"]],
  test: [
    ["test", "oos_test"],
    ["val", "oos_val"],
  ],
} as const;

/**
 * Reads a CLINC150 file (https://github.com/clinc/oos-eval): JSON with lists of `[text, label]` under `train`, `val`, `test`, `oos_train`, `oos_val`
 * and `oos_test`. For training `train` and `oos_train` are taken, for a test `test` and `oos_test`, or `val` and `oos_val` where there is no `test`.
 * @throws UnusableSet naming the place and the remedy
 */
export function parseClinc150(content: string, source: string, purpose: SetPurpose): LabelledSet {
  const file = File.safeParse(parseJson(content, source));
  if (!file.success) {
    const [issue] = file.error.issues;
    const place = issue?.path.join(".") || "top";
    throw new UnusableSet(
      `${source}: ${place}: expected lists of [text, label] under names such as "train" and "test".`,
    );
  }
  const chosen = partsFor[purpose].find(
    ([inScope, out]) => file.data[inScope] || (purpose === "test" && file.data[out]),
  );
  if (!chosen) {
    const wanted = partsFor[purpose].map(([inScope]) => `"${inScope}"`).join(" or ");
    const there = Object.keys(file.data).join(", ") || "nothing";
    throw new UnusableSet(`${source}: has no part ${wanted} to ${purpose} with; it has ${there}.`);
  }
  const all = chosen.flatMap((part) => file.data[part] ?? []).map(([text, label]): LabelledText => ({ text, label }));
  const isOut = ({ label }: LabelledText) => label === outOfScopeLabel;
  return {
    texts: all.filter((one) => !isOut(one)),
    outOfScope: all.filter(isOut).map(({ text }) => text),
    parts: `the parts ${chosen.filter((part) => file.data[part]).join(" and ")}`,
  };
}

function parseJson(content: string, source: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UnusableSet(`${source}: is not JSON (${error.message}); give the data set's JSON file.`);
  }
}

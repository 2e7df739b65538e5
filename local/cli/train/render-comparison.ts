import { type ComparedSet, type ComparedTraining, losesMore } from "../../../domain/learning/compare-training.ts";
import { pad } from "../trace/columns.ts";

/** Changed answers that are listed of each set. */
const listed = 10;

/** What training with corrections would change, side by side. @returns lines */
export function renderComparison(comparison: ComparedTraining): string[] {
  const { learnt, known, contradicting, reserved, sets } = comparison;
  const counted = `corrections: ${learnt.length} new, ${known} known already, ${contradicting.length} against the training text, ${reserved} in the validation text`;
  const conflicts = contradicting.map(
    ({ text, label }) => `  the training text says otherwise; agents say ${label}: ${text}`,
  );
  if (sets.length === 0) return [counted, ...conflicts, "There is nothing to learn."];
  const width = Math.max(...sets.map(({ name }) => name.length));
  const row = ({ name, texts, before, after, mended, broken }: ComparedSet) =>
    `${pad(name, width)}  ${pad(String(texts), 5, "left")}  ${percent(before, texts)}  ${percent(after, texts)}  ${gain(after - before, texts)}  ${pad(String(mended.length), 6, "left")}  ${pad(String(broken.length), 6, "left")}`;
  return [
    counted,
    ...conflicts,
    "",
    `${pad("accuracy on", width)}  ${pad("texts", 5, "left")}    today     with    gain  mended  broken`,
    ...sets.map(row),
    ...sets.flatMap(changedAnswers),
    ...(losesMore(comparison) ? ["", "On the validation text more would be broken than mended."] : []),
  ];
}

function changedAnswers({ name, mended, broken }: ComparedSet): string[] {
  const line = (mark: string) => (one: ComparedSet["mended"][number]) =>
    `  ${mark} ${one.label}: ${one.before} → ${one.after}: ${one.text}`;
  const lines = [...mended.slice(0, listed).map(line("+")), ...broken.slice(0, listed).map(line("-"))];
  return lines.length === 0 ? [] : ["", name, ...lines];
}

const percent = (right: number, texts: number) =>
  pad(`${((100 * right) / Math.max(texts, 1)).toFixed(1)} %`, 7, "left");
const gain = (more: number, texts: number) =>
  pad(`${more >= 0 ? "+" : ""}${((100 * more) / Math.max(texts, 1)).toFixed(1)}`, 6, "left");

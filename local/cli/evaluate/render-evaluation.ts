import type { Evaluation } from "../../../domain/understanding/evaluate-model.ts";
import { pad } from "../trace/columns.ts";

const confusionsShown = 15;

/** The figures as a person reads them: totals, calibration, a table of the labels (worst first), the pairs that are taken for each other. */
export function renderEvaluation(evaluation: Evaluation): string {
  const { byLabel, confusions, acted, outOfScope } = evaluation;
  const lines = [
    `texts               ${evaluation.texts}`,
    `accuracy            ${percent(evaluation.accuracy)}`,
    `macro F1            ${percent(evaluation.macroF1)}`,
    `calibration error   ${percent(evaluation.calibrationError)}  (expected, ten bins)`,
    `sure enough to act  ${percent(acted.share)} of the texts, ${percent(acted.accuracy)} of them right`,
  ];
  if (outOfScope) {
    lines.push(`out of scope        ${outOfScope.texts} texts, AUROC ${outOfScope.auroc.toFixed(4)}`);
  }
  return [
    lines.join("\n"),
    table("calibration", calibrationRows(evaluation)),
    table("labels, worst first", labelRows(byLabel)),
    table(
      confusions.length > confusionsShown
        ? `confusions, ${confusionsShown} of ${confusions.length} pairs`
        : "confusions",
      [
        ["meant", "answered", "times"],
        ...confusions.slice(0, confusionsShown).map((one) => [one.expected, one.answered, String(one.count)]),
      ],
    ),
  ].join("\n\n");
}

function calibrationRows({ bins }: Evaluation): string[][] {
  const rows = bins.map(({ texts, confidence, accuracy }, bin) => [
    `${bin / 10} to ${(bin + 1) / 10}`,
    String(texts),
    texts === 0 ? "-" : percent(confidence),
    texts === 0 ? "-" : percent(accuracy),
  ]);
  return [["confidence", "texts", "mean", "right"], ...rows];
}

function labelRows(byLabel: Evaluation["byLabel"]): string[][] {
  const rows = byLabel
    .filter(({ texts, precision }) => texts > 0 || precision > 0)
    .sort((a, b) => a.f1 - b.f1)
    .map((one) => [
      one.label,
      String(one.texts),
      percent(one.precision),
      percent(one.recall),
      percent(one.f1),
      one.threshold.toFixed(2),
    ]);
  return [["label", "texts", "precision", "recall", "F1", "acts from"], ...rows];
}

function table(title: string, rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const isNumber = (column: number) => rows.slice(1).every((row) => /^[\d.-]+( %)?$/.test(row[column] ?? ""));
  const sides = widths.map((_, column) => (rows.length > 1 && isNumber(column) ? "left" : "right"));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0, sides[column]))
      .join("  ")
      .trimEnd(),
  );
  return [title, ...lines.map((line) => `  ${line}`)].join("\n");
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}

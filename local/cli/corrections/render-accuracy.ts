import { type AccuracyPeriod, accuracyLines, type confusionsOf } from "../../../domain/learning/accuracy-over-time.ts";
import { pad } from "../trace/columns.ts";
import type { Paint } from "../trace/paint.ts";

/** The drawing shows this part of the scale; what lies below is drawn at its edge. */
const scale = { from: 0.6, to: 1, columns: 40 } as const;
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const columnOf = (share: number) =>
  Math.round(((Math.max(scale.from, share) - scale.from) / (scale.to - scale.from)) * scale.columns);

/**
 * The accuracy over time as a table with a drawing beside it: `●` the accuracy, `─` its 95 % interval, `¦` the baseline of 87.3 % and the aim of 90 %.
 * @returns lines
 */
export function renderAccuracy(
  periods: readonly AccuracyPeriod[],
  confusions: ReturnType<typeof confusionsOf>,
  paint: Paint,
): string[] {
  if (periods.length === 0) return ["Nobody has judged an intent in these days."];
  const head = `${pad("from", 10)}  ${pad("judged", 6, "left")}  ${pad("right", 6, "left")}  ${pad("accuracy", 9)}  ${pad("95 % interval", 17)}  ${ruler()}`;
  const rows = periods.map(({ day, judged, right, share, standing }) => {
    const interval = `${percent(share.low)} – ${percent(share.high)}`;
    const cells = `${day}  ${pad(String(judged), 6, "left")}  ${pad(String(right), 6, "left")}  ${pad(percent(share.value), 9)}  ${pad(interval, 17)}  ${draw(share)}`;
    const told = standing === "around" ? cells : `${cells}  ${standing === "below" ? "below 87.3 %" : "at 90 %"}`;
    if (standing === "below") return paint.bad(told);
    return standing === "above" ? paint.good(told) : told;
  });
  const [judged, right] = [sumOf(periods.map((one) => one.judged)), sumOf(periods.map((one) => one.right))];
  return [
    paint.title(head),
    ...rows,
    "",
    `${judged} judged, ${right} right: ${percent(right / judged)}. Agents choose what they judge, and rather what is wrong: this is no random sample.`,
    ...(confusions.length === 0 ? [] : ["", paint.title("taken for  →  was, by agents")]),
    ...confusions
      .slice(0, 10)
      .map(({ predicted, intent, count }) => `${pad(String(count), 5, "left")}  ${predicted} → ${intent}`),
  ];
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0);

/** The scale over the drawing; each number ends above its line. */
function ruler(): string {
  return [accuracyLines.baseline, accuracyLines.aim].reduce(
    (text, line) => `${pad(text, columnOf(line) - 3)}${line === accuracyLines.aim ? " 90" : "87.3"}`,
    percent(scale.from),
  );
}

function draw({ value, low, high }: AccuracyPeriod["share"]): string {
  const cells = Array.from({ length: scale.columns + 1 }, () => " ");
  for (let at = columnOf(low); at <= columnOf(high); at += 1) cells[at] = "─";
  for (const line of [accuracyLines.baseline, accuracyLines.aim]) cells[columnOf(line)] = "¦";
  cells[columnOf(value)] = "●";
  return cells.join("").trimEnd();
}

import { pad } from "../trace/columns.ts";
import { displayWidth } from "../trace/display-width.ts";
import type { Paint } from "../trace/paint.ts";

/** A widget with its values. */
export interface WidgetValues {
  readonly title: string;
  readonly periodSeconds: number;
  readonly lines: readonly { readonly label: string; readonly value: number | undefined }[];
  readonly alarms: readonly { readonly name: string; readonly state: string }[];
}

/** The widgets of a dashboard with the newest value of each line, as text. */
export function renderDashboard(name: string, widgets: readonly WidgetValues[], paint: Paint): string {
  const labels = widgets.flatMap(({ lines }) => lines.map(({ label }) => displayWidth(label)));
  const width = Math.max(0, ...labels);
  return [
    name,
    ...widgets.flatMap((widget) => [
      "",
      widget.alarms.length > 0 ? widget.title : `${widget.title} (${lengthOf(widget.periodSeconds)})`,
      ...widget.lines.map(({ label, value }) => `  ${pad(label, width)}  ${pad(figure(value), 12, "left")}`),
      ...alarmLines(widget.alarms, paint),
    ]),
  ].join("\n");
}

function alarmLines(alarms: WidgetValues["alarms"], paint: Paint): readonly string[] {
  if (alarms.length === 0) return [];
  const loud = alarms.filter(({ state }) => state !== "OK");
  return [
    `  ${alarms.length - loud.length} of ${alarms.length} are OK`,
    ...loud.map(({ name, state }) => `  ${paint.odd(`${state}  ${name}`)}`),
  ];
}

function figure(value: number | undefined): string {
  return value === undefined ? "-" : value.toLocaleString("en-US", { maximumFractionDigits: value < 10 ? 3 : 1 });
}

function lengthOf(seconds: number): string {
  return seconds % 3_600 === 0 ? `${seconds / 3_600} h` : `${seconds / 60} min`;
}

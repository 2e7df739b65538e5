import { pad } from "../../local/cli/trace/columns.ts";
import type { Measurement } from "./measurement.ts";

/** A row's measurement, and that of the same machine called in process. */
type Cell = (measurement: Measurement, inProcess: Measurement) => string;

const columns: readonly (readonly [title: string, cell: Cell])[] = [
  ["at a time", ({ atATime }) => String(atATime)],
  ["caller", ({ caller }) => (caller === "in process" ? caller : `HTTP, ${caller}`)],
  ["exec/s", ({ perSecond }) => perSecond.toFixed(0)],
  ["ratio", ({ perSecond }, inProcess) => (perSecond / inProcess.perSecond).toFixed(2)],
  ["p50 ms", ({ p50Ms }) => p50Ms.toFixed(2)],
  ["p95 ms", ({ p95Ms }) => p95Ms.toFixed(2)],
  ["CPU s/1000", ({ serverCpu, clientCpu }) => (serverCpu + clientCpu).toFixed(2)],
  ["server", ({ serverCpu }) => serverCpu.toFixed(2)],
  ["client", ({ caller, clientCpu }) => (caller === "in process" ? "-" : clientCpu.toFixed(2))],
];

/** The measurements of one machine as a table; each stands behind the one that was made in process with as many at a time. */
export function measurementTable(measurements: readonly Measurement[]): string {
  let inProcess: Measurement | undefined;
  const rows = measurements.map((measurement) => {
    if (measurement.caller === "in process") inProcess = measurement;
    return columns.map(([, cell]) => cell(measurement, inProcess ?? measurement));
  });
  const lines = [columns.map(([title]) => title), ...rows];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  return lines
    .map((line) => line.map((text, index) => pad(text, widths[index] ?? 0, index === 1 ? "right" : "left")).join("  "))
    .join("\n");
}

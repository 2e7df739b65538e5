import { pad } from "../trace/columns.ts";
import { duration } from "../trace/duration.ts";
import type { DayFigures } from "./day-figures.ts";

const percent = (value: number) => `${value.toFixed(1)} %`;
const score = (value: number) => value.toFixed(2);
const whole = (value: number) => String(Math.round(value));

/** What a figure is called, how it is written, and what the go-live report has. Figures that are not here are shown by their names. */
const known: Readonly<
  Record<string, { readonly title: string; readonly shown: (value: number) => string; readonly reported?: string }>
> = {
  BotShare: { title: "handled by the bot", shown: percent, reported: "63.2 %" },
  AgentShare: { title: "handled by agents", shown: percent, reported: "36.8 %, abandoned ones included" },
  AbandonedShare: { title: "abandoned", shown: percent },
  HandleTime: { title: "mean handle time", shown: duration, reported: "4 min 32 s" },
  QueueWait: { title: "mean wait in the queue", shown: duration, reported: "1 min 12 s" },
  DecisionLatency: { title: "mean response time", shown: duration, reported: "1.2 s" },
  FastAnswers: { title: "answered within 2 s", shown: percent },
  Availability: { title: "availability", shown: (value) => `${value.toFixed(2)} %`, reported: "99.95 %" },
  ConcurrentCalls: { title: "calls at once, at most", shown: whole, reported: "85" },
  SurveyResponseRate: { title: "answered the survey", shown: percent, reported: "36.1 %" },
  CsatOverall: { title: "satisfaction overall", shown: score, reported: "4.3" },
  CsatConnectionSpeed: { title: "with the connection speed", shown: score, reported: "4.5" },
  CsatVoiceQuality: { title: "with the voice quality", shown: score, reported: "4.2" },
  CsatBotAccuracy: { title: "with the bot's accuracy", shown: score, reported: "4.1" },
  CsatAgentService: { title: "with the agent", shown: score, reported: "4.4" },
  FirstContactResolution: { title: "resolved in the first contact", shown: percent, reported: "78 %" },
  ContactsPerAgentDay: { title: "contacts an agent and day", shown: (value) => value.toFixed(1), reported: "23" },
  Occupancy: { title: "occupancy of agents", shown: percent },
  CostPerContact: { title: "cost of a contact", shown: (value) => `US$ ${value.toFixed(4)}` },
  IssuesResolved: { title: "issues resolved", shown: whole, reported: "2 of 3" },
  TimeToResolve: { title: "mean time to resolve", shown: duration, reported: "20 min" },
  FaultyShare: { title: "contacts that survived a fault", shown: percent },
};

/** The day's figures beside those of the go-live report. */
export function figuresTable(figures: DayFigures): string {
  const order = Object.keys(known);
  const names = Object.keys(figures).sort((one, other) => place(order, one) - place(order, other));
  const rows = names.map((name) => {
    const { title = name, shown = String, reported = "" } = known[name] ?? {};
    const value = figures[name];
    return [title, value === null || value === undefined ? "-" : shown(value), reported] as const;
  });
  const table = [["", "THIS DAY", "GO-LIVE REPORT"] as const, ...rows];
  const width = (column: 0 | 1) => Math.max(...table.map((row) => row[column].length));
  return table
    .map(([title, value, reported]) =>
      `${pad(title, width(0))}  ${pad(value, width(1), "left")}  ${reported}`.trimEnd(),
    )
    .join("\n");
}

function place(order: readonly string[], name: string): number {
  const at = order.indexOf(name);
  return at < 0 ? order.length : at;
}

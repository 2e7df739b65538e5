import { transcriptOf } from "../../../domain/contact/transcript.ts";
import type { RecordedUtterance } from "../../../ports/contact-ledger.ts";
import type { Decision } from "../../../schemas/decision.ts";
import { pad, wrap } from "./columns.ts";
import { displayWidth } from "./display-width.ts";
import { clock, duration } from "./duration.ts";
import type { MachineRun } from "./machine-run.ts";
import type { Paint } from "./paint.ts";
import { outcomeLine, statesLines, verbLabels } from "./render-run.ts";
import type { Story } from "./story.ts";

const speakers = { CUSTOMER: "caller", AGENT: "agent", SYSTEM: "prompt" } as const;
const margin = " ".repeat(20);
/** Columns at the end of an utterance's first line for its run. */
const runColumns = 13;

/**
 * What was said, with what was decided on it and how its run of `utterance` went. A caller's run is told state by state, others only where something
 * went wrong. Offsets count from the first sample of the media.
 */
export function renderConversation(story: Story, paint: Paint, columns: number): string[] {
  const { utterances, decisions, utteranceRuns, record } = story;
  // The ledger has no transcript, only utterances: who spoke on the agent's side follows from when an agent was connected.
  const speakerOf = (utterance: RecordedUtterance) =>
    transcriptOf(record?.facts ?? {}, [utterance], record?.mediaStartedAt)[0]?.speaker ?? utterance.participantRole;
  const runsOf = Map.groupBy(utteranceRuns, ({ name }) => name);
  const nameOf = (segmentId: string) => segmentId.replaceAll("#", "_");
  const recorded = new Set(utterances.map(({ segmentId }) => nameOf(segmentId)));
  const unrecorded = utteranceRuns.filter(({ name }) => !recorded.has(name));
  return [
    ...utterances.flatMap((utterance) =>
      renderUtterance(
        utterance,
        speakers[speakerOf(utterance)],
        decisions.find(({ segmentId }) => segmentId === utterance.segmentId),
        runsOf.get(nameOf(utterance.segmentId)) ?? [],
        paint,
        columns,
      ),
    ),
    ...unrecorded.flatMap((run) => [
      paint.odd(`not recorded: ${run.name.split("_").slice(1).join(" at ")}`),
      ...renderRun(run, paint, columns),
    ]),
  ];
}

function renderUtterance(
  utterance: RecordedUtterance,
  speaker: string,
  decision: Decision | undefined,
  runs: readonly MachineRun[],
  paint: Paint,
  columns: number,
): string[] {
  const { beginOffsetMs, endOffsetMs, confidence, text } = utterance;
  const place = pad(`${clock(beginOffsetMs)} ${clock(endOffsetMs)}`, margin.length);
  const head = `${place} ${pad(speaker, 6)} ${pad(`${Math.round(confidence * 100)} %`, 5, "left")}  `;
  const room = columns - displayWidth(head) - runColumns;
  const [first = "", ...more] = wrap(printable(text), room);
  const total =
    runs.length === 1 && runs[0] ? runTotal(runs[0]) : runs.length === 0 ? "no run logged" : `${runs.length} runs`;
  const indent = " ".repeat(displayWidth(head));
  return [
    `${head}${pad(first, room)}${paint.quiet(pad(total, runColumns, "left"))}`.trimEnd(),
    ...more.slice(0, 2).map((line) => indent + line),
    ...(decision ? renderDecision(decision, utterance, paint, columns) : []),
    ...runs.flatMap((run) =>
      speaker === "caller" || runs.length > 1 || hadTrouble(run) ? renderRun(run, paint, columns) : [],
    ),
  ];
}

function renderDecision(decision: Decision, utterance: RecordedUtterance, paint: Paint, columns: number): string[] {
  const { action, latencyMs, intent, confidence, reasons, queue, issueId } = decision;
  const target = [...(queue === undefined ? [] : ["to", queue]), ...(issueId === undefined ? [] : [issueId])];
  const parts = [
    paint.title(`${["->", action, ...target].join(" ")} after ${duration(latencyMs)}`),
    `${intent} ${confidence.toFixed(2)}`,
    utterance.sentiment,
    ...(utterance.redactedTypes.length > 0 ? [`removed ${utterance.redactedTypes.join(", ")}`] : []),
    `because ${printable(reasons.join("; "))}`,
  ];
  const [first = "", ...more] = wrap(parts.join(" · "), columns - margin.length - 4);
  return [`${margin} ${first}`, ...more.map((line) => `${margin}    ${line}`)];
}

function renderRun(run: MachineRun, paint: Paint, columns: number): string[] {
  const labels = verbLabels(run.states.map(({ name }) => name));
  const lines = statesLines(run, paint, columns - margin.length - 4, labels);
  const outcome = run.status === "SUCCEEDED" ? [] : [outcomeLine(run, paint)];
  return [...outcome, ...lines].map((line) => `${margin}    ${line}`);
}

function runTotal({ status, startedAt, endedAt }: MachineRun): string {
  if (status !== "SUCCEEDED") return status;
  return endedAt === undefined ? "" : `run ${duration(endedAt - startedAt)}`;
}

function hadTrouble({ status, states }: MachineRun): boolean {
  return status !== "SUCCEEDED" || states.some(({ errors, tries }) => errors.length > 0 || tries > 1);
}

/** What was heard must not steer the terminal. */
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, " ");
}

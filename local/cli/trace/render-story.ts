import { sayMood } from "../../../domain/escalation/compose-handover.ts";
import { flow, wrap } from "./columns.ts";
import { clock, duration } from "./duration.ts";
import type { MachineRun } from "./machine-run.ts";
import type { Paint } from "./paint.ts";
import { renderConversation } from "./render-conversation.ts";
import { renderEvents } from "./render-events.ts";
import { renderMetrics } from "./render-metrics.ts";
import { outcomeLine, statesLines } from "./render-run.ts";
import type { Story } from "./story.ts";

/** Columns of a rendered story, at most. */
export const screenColumns = 120;

/**
 * Tells a contact's story on one screen: what came, what ran, what was said and decided, and how it ended. Only what the ledger keeps of the
 * conversation is shown, which is redacted.
 */
export function renderStory(story: Story, paint: Paint): string {
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ["EVENTS", renderEvents(story, paint)],
    ["MEDIA", renderMedia(story)],
    ["EXECUTION contact", story.contactRun ? renderExecution(story.contactRun, paint) : [paint.bad("there is none")]],
    ["CONVERSATION (redacted)", renderConversation(story, paint, screenColumns - 2)],
    ["ESCALATION", [...renderEscalation(story), ...renderHandover(story)]],
    ["EXECUTION escalation", story.escalationRun ? renderExecution(story.escalationRun, paint) : []],
    ["ISSUES", renderIssues(story, paint)],
    ["FAULTS", story.faults.map(({ name, where, at }) => paint.bad(`${name} at ${where}, ${at}`))],
    ["METRICS", renderMetrics(story, paint, screenColumns - 2)],
    ["NOT READ", story.gaps.flatMap((gap) => wrap(gap, screenColumns - 2)).map(paint.odd)],
  ];
  return [
    ...renderHead(story, paint),
    ...sections
      .filter(([, lines]) => lines.length > 0)
      .flatMap(([title, lines]) => [paint.title(title), ...lines.map((line) => `  ${line}`)]),
    "",
  ].join("\n");
}

function renderHead({ contactId, record, engines }: Story, paint: Paint): string[] {
  const { facts = {}, closing } = record ?? {};
  const what = [facts.channel, facts.initiationMethod, record?.languageCode].filter((part) => part !== undefined);
  const state = closing ? paint.good(`closed: ${closing.outcome}`) : paint.odd(record?.state ?? "no record yet");
  const lines = [`${paint.title(`CONTACT ${contactId}`)}  ${[...what, state].join(" · ")}`];
  if (closing) {
    const { durationMs, queueWaitMs, agentHandleMs, handleMs } = closing.times;
    const times = Object.entries({
      lasted: durationMs,
      "waited in queue": queueWaitMs,
      "with agent": agentHandleMs,
      handled: handleMs,
    });
    const lost = closing.finalSegments - closing.recordedSegments;
    lines.push(
      ...flow(
        [
          ...times.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${duration(value)}`])),
          `segments ${closing.recordedSegments} of ${closing.finalSegments}${lost > 0 ? paint.bad(` (${lost} lost)`) : ""}`,
          `decisions ${closing.decisions}`,
          closing.faults > 0 ? paint.bad(`faults ${closing.faults}`) : "faults 0",
          `closed ${closing.closedAt}`,
        ],
        " · ",
        screenColumns,
        "  ",
      ),
    );
  }
  const played = Object.entries(engines).map(([part, engine]) => `${part}: ${engine}`);
  return [...lines, ...flow(played, " · ", screenColumns, "  ").map(paint.quiet)];
}

function renderMedia({ media, record }: Story): string[] {
  if (!media) return [];
  const began = Date.parse(media.startedAt) - Date.parse(record?.facts.initiatedAt ?? media.startedAt);
  const stream = media.streamArn.split("/")[1] ?? media.streamArn;
  return flow(
    [`stream ${stream}`, `from fragment ${media.startFragmentNumber}`, `first sample at ${clock(began)}`],
    " · ",
    screenColumns - 2,
    "  ",
  );
}

function renderExecution(run: MachineRun, paint: Paint): string[] {
  return [...wrap(outcomeLine(run, paint), screenColumns - 2), ...statesLines(run, paint, screenColumns - 2)];
}

function renderEscalation({ decisions, record, media, callback }: Story): string[] {
  const facts = record?.facts ?? {};
  const asked = decisions.find(({ action }) => action === "escalate");
  if (!asked && !facts.queuedAt) return [];
  const since = (instant: string, offsetMs = 0) =>
    clock(Date.parse(instant) + offsetMs - Date.parse(facts.initiatedAt ?? instant));
  const parts = [`queue ${asked?.queue ?? facts.queueArn?.split("/").at(-1) ?? "unknown"}`];
  if (asked && media) parts.push(`asked for at ${since(media.startedAt, asked.sequence)}`);
  if (facts.queuedAt) {
    const left = facts.connectedToAgentAt ?? facts.disconnectedAt;
    parts.push(`queued ${since(facts.queuedAt)}`);
    parts.push(
      left === undefined ? "still waiting" : `waited ${duration(Date.parse(left) - Date.parse(facts.queuedAt))}`,
    );
  }
  if (facts.connectedToAgentAt) {
    parts.push(`agent ${facts.agentArn?.split("/").at(-1) ?? "unknown"} at ${since(facts.connectedToAgentAt)}`);
  } else if (facts.disconnectedAt) {
    parts.push(callback ? "left for a callback" : "hung up before an agent came");
  }
  return flow(parts, " · ", screenColumns - 2, "  ");
}

/** What the agent was given, and whether the caller was promised a callback instead. */
function renderHandover({ handover, callback }: Story): string[] {
  const given = handover && [
    `handed over: ${handover.reason} (${handover.reasons.join("; ")})`,
    `priority ${handover.priority}`,
    ...(handover.intent === undefined ? [] : [`intent ${handover.intent}`]),
    `sentiment ${handover.sentiment}`,
    ...(handover.mood === undefined ? [] : [sayMood(handover.mood)]),
    `${handover.transcript.length} lines of the conversation`,
  ];
  const promised = callback && [`callback promised at ${callback.promisedAt}`];
  return [given, promised].flatMap((parts) => (parts ? flow(parts, " · ", screenColumns - 2, "  ") : []));
}

function renderIssues({ issues }: Story, paint: Paint): string[] {
  return issues.flatMap(({ issueId, severity, state, source, summary, remedy, timeToResolveMs }) => {
    const settled =
      state === "resolved" ? paint.good(`resolved after ${duration(timeToResolveMs ?? 0)}`) : paint.odd(state);
    const words = wrap(remedy === undefined ? summary : `${summary} · remedy: ${remedy}`, screenColumns - 4);
    return [`${issueId} ${severity} ${source} ${settled}`, ...words.slice(0, 2).map((line) => `  ${line}`)];
  });
}

import type { Issue, SupportLine } from "../../schemas/issue.ts";
import type { OnCall } from "./on-call.ts";

/** How far the telling has come. */
export interface NoticeProgress {
  /** The issue's state when it was last looked at. */
  readonly state: "open" | "taken";
  /** The notice that comes next in that state, counted from 0. */
  readonly round: number;
  /** The last notice of all has been given. */
  readonly isOver: boolean;
}

/** Why a line is told: the issue is new; nobody took it; still nobody took it; it is taken and not resolved; the reminders end. */
export type NoticeOccasion = "new" | "untaken" | "still-untaken" | "unresolved" | "last";

/** What is to be done about an issue now, and for how many seconds to wait afterwards if nothing happens. */
export type NoticePlan =
  | {
      readonly next: "tell";
      readonly noticeId: string;
      readonly line: SupportLine;
      readonly occasion: NoticeOccasion;
      readonly progress: NoticeProgress;
      readonly waitS: number;
    }
  | { readonly next: "wait"; readonly progress: NoticeProgress; readonly waitS: number }
  | { readonly next: "settle" }
  | { readonly next: "give-up" };

/**
 * Who is told of an issue now. While it is open: each tier when its time has come, then the last line again and again. While it is taken: the first line,
 * again and again. All times count from the opening, so that a late start is made up for; reminders that were missed are not. Some day
 * (`watchedS`) the reminders end with one last notice, and much later (`keptOpenS`) the waiting does.
 * @param known what the last plan gave; nothing at first
 * @param now epoch milliseconds
 */
export function planNotice(
  issue: Pick<Issue, "state" | "openedAt" | "takenAt">,
  known: NoticeProgress | undefined,
  now: number,
  onCall: OnCall,
): NoticePlan {
  const { state, openedAt, takenAt = openedAt } = issue;
  if (state === "resolved") return { next: "settle" };
  const ageS = (now - Date.parse(openedAt)) / 1_000;
  const { watchedS, keptOpenS } = onCall;
  if (ageS >= keptOpenS) return { next: "give-up" };
  const takenAfterS = (Date.parse(takenAt) - Date.parse(openedAt)) / 1_000;
  const noticeOf = (round: number) =>
    state === "open" ? openNotice(round, onCall) : takenNotice(round, takenAfterS, onCall);
  const until = (dueS: number) => Math.max(1, Math.ceil(dueS - ageS));

  const round = known?.state === state ? known.round : 0;
  const noticeId = `${state}#${round}`;
  const over: NoticeProgress = { state, round, isOver: true };
  if (known?.isOver) return { next: "wait", progress: over, waitS: until(keptOpenS) };
  if (ageS >= watchedS) {
    const { line } = openNotice(onCall.tiers.length, onCall);
    return { next: "tell", noticeId, line, occasion: "last", progress: over, waitS: until(keptOpenS) };
  }
  const { dueS, line, occasion, everyS } = noticeOf(round);
  if (ageS < dueS) {
    return { next: "wait", progress: { state, round, isOver: false }, waitS: until(Math.min(dueS, watchedS)) };
  }
  const missed = everyS === undefined ? 0 : Math.floor((ageS - dueS) / everyS);
  const nextRound = round + 1 + missed;
  return {
    next: "tell",
    noticeId,
    line,
    occasion,
    progress: { state, round: nextRound, isOver: false },
    waitS: until(Math.min(noticeOf(nextRound).dueS, watchedS)),
  };
}

/** A notice that is due so many seconds after the opening; reminders come again every so many seconds. */
interface DueNotice {
  readonly dueS: number;
  readonly line: SupportLine;
  readonly occasion: NoticeOccasion;
  readonly everyS?: number;
}

/** The tiers, then reminders of the last one. */
function openNotice(round: number, { tiers, untakenReminderS }: OnCall): DueNotice {
  const tier = tiers[round];
  if (tier) return { dueS: tier.afterS, line: tier.line, occasion: round === 0 ? "new" : "untaken" };
  const last = tiers.at(-1);
  const reminders = round - tiers.length + 1;
  return {
    dueS: (last?.afterS ?? 0) + reminders * untakenReminderS,
    line: last?.line ?? "first",
    occasion: "still-untaken",
    everyS: untakenReminderS,
  };
}

/** Reminders of the first line, counted from the taking. */
function takenNotice(round: number, takenAfterS: number, { tiers, unresolvedReminderS }: OnCall): DueNotice {
  return {
    dueS: takenAfterS + (round + 1) * unresolvedReminderS,
    line: tiers[0]?.line ?? "first",
    occasion: "unresolved",
    everyS: unresolvedReminderS,
  };
}

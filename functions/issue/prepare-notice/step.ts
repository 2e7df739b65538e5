import { z } from "zod";
import { onCall } from "../../../domain/issue/on-call.ts";
import type { NoticeOccasion, NoticeProgress } from "../../../domain/issue/plan-notice.ts";
import { planNotice } from "../../../domain/issue/plan-notice.ts";
import { type Notice, writeNotice } from "../../../domain/issue/write-notice.ts";
import type { IssueRegister } from "../../../ports/issue-register.ts";
import { IssueId, type IssueSeverity, type IssueSource, type SupportLine } from "../../../schemas/issue.ts";

const Progress = z.object({ state: z.enum(["open", "taken"]), round: z.int().nonnegative(), isOver: z.boolean() });

/** Input of `PrepareNotice`: the issue, and what the last run said of how far the telling has come; null at first. */
export const PrepareNoticeInput = z.object({ issueId: IssueId, progress: Progress.nullable() });

/** How long the machine waits for something to happen to the issue: until then, and at most until the bound. Seconds. */
interface Waiting {
  readonly progress: NoticeProgress;
  readonly waitS: number;
  readonly boundS: number;
}

/** A notice with what it is told, counted and kept by. */
interface DueNotice extends Notice, Waiting {
  readonly next: "tell";
  readonly noticeId: string;
  readonly line: SupportLine;
  readonly occasion: NoticeOccasion;
  readonly severity: IssueSeverity;
  readonly source: IssueSource;
}

/** Output of `PrepareNotice`, which the machine reads. */
export type PreparedNotice =
  | DueNotice
  | (Waiting & { readonly next: "wait" })
  | { readonly next: "settle" }
  | { readonly next: "give-up" };

/** What `PrepareNotice` needs. */
export interface PrepareNoticeDependencies extends Pick<IssueRegister, "read"> {
  readonly now: () => Date;
}

/** A waiting task's heartbeat ends its wait; its timeout, a minute later, is only the bound that every task has. */
const boundAfterWaitS = 60;

/** Looks at the issue as it is now, says what is to be done about it, and writes the notice if a line is to be told. */
export async function prepareNotice(
  { read, now }: PrepareNoticeDependencies,
  { issueId, progress }: z.infer<typeof PrepareNoticeInput>,
): Promise<PreparedNotice> {
  const issue = await read(issueId);
  const plan = planNotice(issue, progress ?? undefined, now().getTime(), onCall);
  if (plan.next === "settle" || plan.next === "give-up") return plan;
  const waiting = { ...plan, boundS: plan.waitS + boundAfterWaitS };
  if (waiting.next === "wait") return waiting;
  const { severity, source } = issue;
  return { ...waiting, ...writeNotice(issue, waiting), severity, source };
}

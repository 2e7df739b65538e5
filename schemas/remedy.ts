import { z } from "zod";
import { IssueId, IssueSeverity } from "./issue.ts";

/**
 * What ails a function: an environment was ended for want of memory; an invocation ended with its memory nearly full; an invocation took all the time
 * that it has.
 */
export const Ailment = z.enum(["out-of-memory", "near-memory-limit", "timing-out"]);
export type Ailment = z.infer<typeof Ailment>;

/** How a remedy is known: the function's key and the instant of its alarm, which together name its execution, e.g. `listIssues-20241219T011500123Z`. */
export const RemedyId = z.string().regex(/^[A-Za-z]\w{0,50}-\d{8}T\d{9}Z$/);

/** What the machine `remedy` is started with: a function that is ill, how one knows, and the alarm that rang. */
export const RemedyRequest = z.object({
  remedyId: RemedyId,
  functionName: z.string().min(1),
  ailment: Ailment,
  /** The figures that tell it, in words. */
  evidence: z.string().min(1).max(200),
  alarm: z.object({
    alarmName: z.string().min(1),
    /** When it began to ring, ISO 8601. */
    changedAt: z.iso.datetime(),
    reason: z.string().max(2_000).optional(),
    severity: IssueSeverity,
  }),
});
export type RemedyRequest = z.infer<typeof RemedyRequest>;

/**
 * How a remedy ended. `held`: the evidence is gone. `undone`: it did not help, and the earlier memory is back. `left`: the function was left as it is,
 * because remedies were stopped or somebody else had changed it. `refused`: nothing was done.
 */
export const RemedyResult = z.enum(["held", "undone", "left", "refused"]);
export type RemedyResult = z.infer<typeof RemedyResult>;

/** Why a remedy ended as it did. */
export const RemedyReason = z.enum([
  "recovered",
  "still-ill",
  "too-few-invocations",
  "stopped",
  "under-way",
  "cooling-down",
  "budget-spent",
  "at-bound",
  "changed-by-others",
  "undone-by-hand",
  "step-failed",
]);
export type RemedyReason = z.infer<typeof RemedyReason>;

/** An ending, as the machine hands it from the step that sees it to the one that settles it. */
export const RemedyEnding = z.object({ result: RemedyResult, reason: RemedyReason, detail: z.string().max(500) });
export type RemedyEnding = z.infer<typeof RemedyEnding>;

/** A remedy as the ledger keeps it. */
export const Remedy = RemedyRequest.extend({
  /** `begun`: nothing is changed yet. `applied`: the memory is raised, and the function is watched. */
  state: z.enum(["begun", "applied", ...RemedyResult.options]),
  beganAt: z.iso.datetime(),
  issueId: IssueId.optional(),
  /** Megabytes before and after; absent while, or because, there is nothing to raise. */
  fromMb: z.int().positive().optional(),
  toMb: z.int().positive().optional(),
  /** When AWS Lambda had made the change. */
  appliedAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
  reason: RemedyReason.optional(),
  detail: z.string().max(500).optional(),
  /** Whether the second line was told of it. */
  isPersonCalled: z.boolean().optional(),
});
export type Remedy = z.infer<typeof Remedy>;

/** An entry of the audit log: it is written before what it tells of is done, and once more when it is done. */
export const RemedyAction = z.object({
  /** One entry for each, however often the step is run. */
  actionId: z.string().min(1),
  at: z.iso.datetime(),
  /** `remedy`, or who did it by hand. */
  who: z.string().min(1).max(100),
  what: z.enum([
    "raise-memory",
    "restore-memory",
    "resolve-issue",
    "call-person",
    "send-letters-back",
    "stop",
    "start",
  ]),
  phase: z.enum(["intended", "done"]),
  remedyId: z.string().min(1).optional(),
  /** The function or the queue. */
  target: z.string().min(1).optional(),
  before: z.string().max(100).optional(),
  after: z.string().max(100).optional(),
  why: z.string().min(1).max(500),
});
export type RemedyAction = z.infer<typeof RemedyAction>;

/** Whether remedies may act at all. They may unless somebody has stopped them. */
export const RemedySwitch = z.object({
  isOn: z.boolean(),
  by: z.string().min(1).max(100).optional(),
  at: z.iso.datetime().optional(),
  why: z.string().min(1).max(500).optional(),
});
export type RemedySwitch = z.infer<typeof RemedySwitch>;

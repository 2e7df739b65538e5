import { z } from "zod";

/** How bad: the go-live report's 높음, 중, 낮음. */
export const IssueSeverity = z.enum(["high", "medium", "low"]);
export type IssueSeverity = z.infer<typeof IssueSeverity>;

/** Where an issue is in its life: nobody has it, somebody has it, it is settled. */
export const IssueState = z.enum(["open", "taken", "resolved"]);
export type IssueState = z.infer<typeof IssueState>;

/** What brought an issue about: a caller's complaint, a fault that a machine met, an execution that failed, an alarm, a low score in a survey, a person. */
export const IssueSource = z.enum(["complaint", "fault", "execution", "alarm", "survey", "manual"]);
export type IssueSource = z.infer<typeof IssueSource>;

/** `ISS-001`, `ISS-002`, … without gaps or doubles. */
export const IssueId = z.string().regex(/^ISS-\d{3,}$/);

/** How many of the contacts that an issue touches it names. */
export const maxNamedContacts = 20;

/** An entry of the issue log. Free text is redacted before it gets here. */
export const Issue = z.object({
  issueId: IssueId,
  severity: IssueSeverity,
  state: IssueState,
  source: IssueSource,
  /** Two openings with the same cause key are one issue while it is not resolved. */
  causeKey: z.string().min(1),
  summary: z.string().min(1).max(500),
  /** How often it happened, repetitions of one report not counted. */
  occurrences: z.int().positive(),
  /** The contact that it was first seen in. */
  contactId: z.string().min(1).optional(),
  /** The contacts that it was seen in, the first twenty of them. */
  contactIds: z.array(z.string().min(1)).max(maxNamedContacts),
  /** How many contacts there are: exact up to twenty; beyond them a contact that meets it again is counted again. */
  contactCount: z.int().nonnegative(),
  openedAt: z.iso.datetime(),
  /** When it last happened. */
  lastSeenAt: z.iso.datetime(),
  /** When its alarm was last seen to go back to OK. It has recovered if that is after `lastSeenAt`. */
  recoveredAt: z.iso.datetime().optional(),
  /** The resolved issue of the same cause, where there was one. */
  follows: IssueId.optional(),
  /** When somebody first took it, which ended the tiers. */
  takenAt: z.iso.datetime().optional(),
  /** Who has it now. */
  takenBy: z.string().min(1).max(100).optional(),
  /** From `openedAt` to `takenAt`, in milliseconds. */
  timeToTakeMs: z.int().nonnegative().optional(),
  resolvedAt: z.iso.datetime().optional(),
  /** From `openedAt` to `resolvedAt`, in milliseconds. */
  timeToResolveMs: z.int().nonnegative().optional(),
  cause: z.string().max(500).optional(),
  remedy: z.string().max(500).optional(),
  prevention: z.string().max(500).optional(),
});
export type Issue = z.infer<typeof Issue>;

/** One of the three teams of the go-live report's section 9.2, in the order in which they are told. */
export const SupportLine = z.enum(["first", "second", "third"]);
export type SupportLine = z.infer<typeof SupportLine>;

/** That a line was told of an issue, or could not be. */
export const IssueNotice = z.object({
  /** `<state>#<round>`: one of them for each notice that was due. */
  noticeId: z.string().min(1),
  line: SupportLine,
  told: z.boolean(),
  at: z.iso.datetime(),
});
export type IssueNotice = z.infer<typeof IssueNotice>;

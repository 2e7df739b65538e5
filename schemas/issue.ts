import { z } from "zod";

/** How bad: the go-live report's 높음, 중, 낮음. */
export const IssueSeverity = z.enum(["high", "medium", "low"]);
export type IssueSeverity = z.infer<typeof IssueSeverity>;

/** An entry of the issue log. Free text is redacted before it gets here. */
export const Issue = z.object({
  /** `ISS-001`, `ISS-002`, … without gaps or doubles. */
  issueId: z.string().regex(/^ISS-\d{3,}$/),
  severity: IssueSeverity,
  state: z.enum(["open", "resolved"]),
  source: z.enum(["complaint", "fault", "survey", "manual"]),
  /** Two openings with the same cause key are one issue. */
  causeKey: z.string().min(1),
  summary: z.string().min(1).max(500),
  contactId: z.string().min(1).optional(),
  openedAt: z.iso.datetime(),
  resolvedAt: z.iso.datetime().optional(),
  /** From `openedAt` to `resolvedAt`, in milliseconds. */
  timeToResolveMs: z.int().nonnegative().optional(),
  cause: z.string().max(500).optional(),
  remedy: z.string().max(500).optional(),
  prevention: z.string().max(500).optional(),
});
export type Issue = z.infer<typeof Issue>;

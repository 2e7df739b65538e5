import { z } from "zod";
import { redriveCause } from "../../../domain/issue/issue-cause.ts";
import type { PublishEvent } from "../../../ports/event-publisher.ts";
import type { IssueRegister } from "../../../ports/issue-register.ts";
import { RedriveEnding, RedriveOccasion } from "../../../schemas/redrive.ts";
import { announceIssue } from "../../issue/announce-issue.ts";

/** Input of `SettleRedrive`. */
export const SettleRedriveInput = RedriveOccasion.extend({
  sent: z.int().nonnegative(),
  ending: RedriveEnding,
});

/** What `SettleRedrive` needs. */
export interface SettleRedriveDependencies extends Pick<IssueRegister, "open"> {
  readonly publish: PublishEvent;
}

/**
 * Opens an issue for letters that are still there: the alarm of their queue rings on, and an alarm that rings already tells nobody anew. Nothing is opened
 * where all is sent, or where somebody has stopped the machine.
 */
export async function settleRedrive(
  { open, publish }: SettleRedriveDependencies,
  { redriveId, issueId, queue, sent, ending }: z.infer<typeof SettleRedriveInput>,
): Promise<{ next: "done" } | { next: "left"; issueId: string }> {
  const { result, detail } = ending;
  if (result === "sent" || result === "stopped") return { next: "done" };
  const what = {
    "came-back": "letters came back",
    kept: "a letter could not be sent back",
    left: "there are more letters than one redrive sends",
  }[result];
  const opened = await open({
    ...redriveCause({ queue, redriveId }),
    severity: result === "left" ? "low" : "high",
    source: "fault",
    summary: `redrive of ${queue} after ${issueId}: ${what}, ${sent} sent (npm run redrive)`,
    contactId: undefined,
    cause: detail === "" ? undefined : detail,
  });
  await announceIssue(publish, opened, redriveId);
  return { next: "left", issueId: opened.issue.issueId };
}

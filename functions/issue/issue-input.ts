import { z } from "zod";
import { IssueId } from "../../schemas/issue.ts";

/** Input of steps that need no more than to know the issue. */
export const IssueInput = z.object({ issueId: IssueId });
export type IssueInput = z.infer<typeof IssueInput>;

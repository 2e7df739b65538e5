import type { IssueNotice } from "../schemas/issue.ts";

/** What an issue's execution may wait for. */
export type IssueAwaited = "taking" | "resolution";

/** What the execution that watches over an issue leaves behind. Throws `Transient` when the store is throttled or away. */
export interface IssueWatch {
  putToken(issueId: string, awaited: IssueAwaited, token: string): Promise<void>;
  readToken(issueId: string, awaited: IssueAwaited): Promise<string | undefined>;
  /** Keeps that a line was told; false when that notice is kept already. */
  putNotice(issueId: string, notice: IssueNotice): Promise<boolean>;
  /** In the order in which they were given. */
  listNotices(issueId: string): Promise<readonly IssueNotice[]>;
  /** True for exactly one caller per issue and mark, for effects that must happen once. */
  claimOnce(issueId: string, mark: string): Promise<boolean>;
}

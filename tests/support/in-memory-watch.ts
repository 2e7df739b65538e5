import type { IssueWatch } from "../../ports/issue-watch.ts";
import type { IssueNotice } from "../../schemas/issue.ts";

/** What issues' executions leave behind, in memory; tests look into its maps. */
export function inMemoryWatch() {
  const tokens = new Map<string, string>();
  const notices = new Map<string, IssueNotice>();
  const claims = new Set<string>();
  const watch: IssueWatch = {
    putToken: async (issueId, awaited, token) => void tokens.set(`${issueId}/${awaited}`, token),
    readToken: async (issueId, awaited) => tokens.get(`${issueId}/${awaited}`),
    putNotice: async (issueId, notice) => {
      const key = `${issueId}/${notice.noticeId}`;
      if (notices.has(key)) return false;
      notices.set(key, notice);
      return true;
    },
    listNotices: async (issueId) =>
      [...notices].flatMap(([key, notice]) => (key.startsWith(`${issueId}/`) ? [notice] : [])),
    claimOnce: async (issueId, mark) => {
      const key = `${issueId}/${mark}`;
      if (claims.has(key)) return false;
      claims.add(key);
      return true;
    },
  };
  return { ...watch, tokens, notices };
}

import type { CallerHistory, PastMatter } from "../../ports/caller-history.ts";

/** A history of callers in memory that keeps the port's promises; tests look into its maps. */
export function inMemoryCallers() {
  const callers = new Map<string, string>();
  const matters = new Map<string, PastMatter>();
  const history: CallerHistory = {
    putCaller: async (contactId, callerKey) => void callers.set(contactId, callerKey),
    callerOf: async (contactId) => callers.get(contactId),
    noteMatter: async (callerKey, intent, matter) =>
      void matters.set(`${callerKey}/${intent}/${matter.contactId}`, matter),
    listMatters: async (callerKey, intent) =>
      [...matters].filter(([key]) => key.startsWith(`${callerKey}/${intent}/`)).map(([, matter]) => matter),
  };
  return { ...history, callers, matters };
}

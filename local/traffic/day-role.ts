/** What callers of a drawn day are there for, in the order of a day's `cast`. */
export const roleNames = [
  "questions",
  "interruption",
  "personal-data",
  "complaint",
  "callback",
  "queue-callback",
  "agent-request",
  "agent-after-question",
  "not-understood",
  "security",
  "policy",
  "second-complaint",
  "calls-again",
  "leaves-queue",
  "hangs-up",
  "silent",
] as const;
export type RoleName = (typeof roleNames)[number];

/** Who are promised a callback. Each of them makes two contacts: their call, and ours. */
export const isCalledBack = (role: RoleName): boolean => role === "callback" || role === "queue-callback";

/** Who is asked at the end what they think, and may answer. Who is called back would be asked in both contacts, unless the first ended in the queue. */
export const mayAnswerSurvey = (role: RoleName): boolean =>
  role !== "callback" && role !== "leaves-queue" && role !== "hangs-up" && role !== "silent";

const withAgent: ReadonlySet<RoleName> = new Set([
  "agent-request",
  "agent-after-question",
  "not-understood",
  "security",
  "policy",
  "second-complaint",
  "calls-again",
]);

/** Who means to talk to an agent, and waits for one. */
export const meetsAgent = (role: RoleName): boolean => withAgent.has(role);

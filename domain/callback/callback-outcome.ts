import { type CallOutcome, finalOutcomes } from "./call-outcome.ts";

/**
 * How a callback ended. `reached`: the caller talked to an agent; `declined`: did not want to any more; `served`: had met an agent before; `joined`: another
 * callback to the same caller was open; `do_not_call`: is not to be called; `no_number`: Amazon Connect knows no number; `unreached`: all calls in vain;
 * `failed`: the machine itself could not go on.
 */
export const callbackOutcomes = [
  "reached",
  "declined",
  "served",
  "joined",
  "do_not_call",
  "no_number",
  "invalid_number",
  "unreached",
  "failed",
] as const;
export type CallbackOutcome = (typeof callbackOutcomes)[number];

/** Outcomes by which a promise was broken: somebody has to see to it. */
export const brokenPromises: ReadonlySet<CallbackOutcome> = new Set([
  "no_number",
  "invalid_number",
  "unreached",
  "failed",
]);

/** How a callback has ended by what became of its calls; undefined while another call may be made. */
export function outcomeOfCalls(calls: readonly (CallOutcome | undefined)[]): CallbackOutcome | undefined {
  const last = calls.findLast((outcome) => outcome !== undefined && finalOutcomes.has(outcome));
  return last === "reached" || last === "declined" || last === "invalid_number" ? last : undefined;
}

import type { FunctionFigures } from "../domain/remedy/find-ailment.ts";

/** What is known of how functions fare. Both throw `Transient` when CloudWatch is throttled or away, `Rejected` when it refuses. */
export interface FunctionHealth {
  /** What each function did from one instant to another, in epoch milliseconds. */
  measure(functionNames: readonly string[], from: number, to: number): Promise<readonly FunctionFigures[]>;
  /** How often environments of a function were ended by a signal in that time, as they are for want of memory. */
  countKills(functionName: string, from: number, to: number): Promise<number>;
}

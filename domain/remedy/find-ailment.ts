import type { Ailment } from "../../schemas/remedy.ts";
import type { RemedyRules } from "./remedy-rules.ts";

/** What a function did within a window of time. */
export interface FunctionFigures {
  readonly functionName: string;
  readonly invocations: number;
  readonly errors: number;
  /** The longest invocation, in milliseconds. */
  readonly longestMs: number;
  /** The most memory held at the end of an invocation, in percent; 0 where no invocation came near the limit. */
  readonly memoryPercent: number;
}

/** A function as it is configured, and how often its environment was ended from outside. */
export interface FunctionLimits {
  readonly memoryMb: number;
  readonly timeoutS: number;
  readonly kills: number;
}

/** A function that is ill, and the figures that tell it. */
export interface Finding {
  readonly functionName: string;
  readonly ailment: Ailment;
  readonly evidence: string;
}

/** Whether it is worth a closer look: its memory was nearly full, or it failed. Time-outs and crashes are errors too. */
export function isSuspect(
  { memoryPercent, errors }: Pick<FunctionFigures, "memoryPercent" | "errors">,
  { nearMemoryPercent }: Pick<RemedyRules, "nearMemoryPercent">,
): boolean {
  return memoryPercent >= nearMemoryPercent || errors > 0;
}

/** What ails the function, the worst first: it was ended, it will be, it takes too long. Undefined when memory would be no remedy. */
export function findAilment(
  { functionName, memoryPercent, longestMs }: FunctionFigures,
  { memoryMb, timeoutS, kills }: FunctionLimits,
  { nearMemoryPercent, nearTimeoutPercent }: Pick<RemedyRules, "nearMemoryPercent" | "nearTimeoutPercent">,
): Finding | undefined {
  if (kills > 0) {
    return { functionName, ailment: "out-of-memory", evidence: `ended by a signal ${kills} times with ${memoryMb} MB` };
  }
  if (memoryPercent >= nearMemoryPercent) {
    return { functionName, ailment: "near-memory-limit", evidence: `${memoryPercent} % of ${memoryMb} MB in use` };
  }
  if (longestMs >= timeoutS * 10 * nearTimeoutPercent) {
    const evidence = `an invocation took ${Math.round(longestMs)} ms of its ${timeoutS} s with ${memoryMb} MB`;
    return { functionName, ailment: "timing-out", evidence };
  }
  return undefined;
}

const gravity: Readonly<Record<Ailment, number>> = { "out-of-memory": 0, "near-memory-limit": 1, "timing-out": 2 };

/**
 * The functions to be treated, the worst first. When many time out at once, a service behind them is slow, and none of them is treated for that:
 * memory would not make it faster.
 */
export function chooseFindings(
  findings: readonly Finding[],
  { mostTimingOut, mostTreatedPerAlarm }: Pick<RemedyRules, "mostTimingOut" | "mostTreatedPerAlarm">,
): readonly Finding[] {
  const slow = findings.filter(({ ailment }) => ailment === "timing-out").length;
  return findings
    .filter(({ ailment }) => ailment !== "timing-out" || slow <= mostTimingOut)
    .sort((a, b) => gravity[a.ailment] - gravity[b.ailment] || (a.functionName < b.functionName ? -1 : 1))
    .slice(0, mostTreatedPerAlarm);
}

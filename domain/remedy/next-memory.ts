import type { RemedyRules } from "./remedy-rules.ts";

/** The memory one step above, in megabytes; undefined at the bound or above it. */
export function nextMemory(
  memoryMb: number,
  { memoryStepsMb }: Pick<RemedyRules, "memoryStepsMb">,
): number | undefined {
  return memoryStepsMb.find((step) => step > memoryMb);
}

import { z } from "zod";

/** How much load to make, and on which machine. */
export const Load = z.object({
  type: z.enum(["EXPRESS", "STANDARD"]),
  /** Executions under way at any time. */
  atATime: z.number(),
  seconds: z.number(),
});
export type Load = z.infer<typeof Load>;

/** What a time of load came to. */
export const LoadResult = z.object({
  executions: z.number(),
  seconds: z.number(),
  /** From the call to the known output, in milliseconds: half of the executions took no longer, and 95 of 100. */
  p50Ms: z.number(),
  p95Ms: z.number(),
  /** Processor time of the process that made the load, all its threads. */
  cpuSeconds: z.number(),
});
export type LoadResult = z.infer<typeof LoadResult>;

/** Runs executions, so many at a time, each beginning when one before it has ended, for so many seconds. */
export async function makeLoad(execute: () => Promise<void>, { atATime, seconds }: Load): Promise<LoadResult> {
  const latencies: number[] = [];
  const cpu = process.cpuUsage();
  const begun = performance.now();
  const end = begun + seconds * 1_000;
  const keepExecuting = async () => {
    for (let started = begun; started < end; ) {
      started = performance.now();
      await execute();
      latencies.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: atATime }, keepExecuting));
  const { user, system } = process.cpuUsage(cpu);
  latencies.sort((a, b) => a - b);
  const percentile = (share: number) => latencies[Math.ceil(latencies.length * share) - 1] ?? 0;
  return {
    executions: latencies.length,
    seconds: (performance.now() - begun) / 1_000,
    p50Ms: percentile(0.5),
    p95Ms: percentile(0.95),
    cpuSeconds: (user + system) / 1e6,
  };
}

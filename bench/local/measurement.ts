import { z } from "zod";
import type { ChildProcess } from "./child-process.ts";
import { type Load, LoadResult } from "./load.ts";

/** Who runs the machine: the server's own process, a client with the AWS SDK, or one that writes HTTP by hand and costs next to nothing. */
export const callers = ["in process", "SDK", "sockets"] as const;
export type Caller = (typeof callers)[number];

/** One measurement. */
export interface Measurement {
  readonly caller: Caller;
  readonly atATime: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Processor seconds for 1,000 executions: of the server with its functions, and of the client where there is one. */
  readonly serverCpu: number;
  readonly clientCpu: number;
}

/** Runs the machine in process, so that every environment which so many at a time need has started and runs compiled code. */
export async function warmUp(server: ChildProcess, load: Load): Promise<void> {
  await server.ask({ ask: "load", load: { ...load, seconds: load.seconds * 2 } });
}

/** Makes the load for a quarter of its time, so that the caller is warm too, and then measures it. */
export async function measure(
  server: ChildProcess,
  client: ChildProcess,
  caller: Caller,
  load: Load,
): Promise<Measurement> {
  const run = (of: Load) =>
    caller === "in process" ? server.ask({ ask: "load", load: of }) : client.ask({ by: caller, load: of });
  const serverSeconds = async () => z.number().parse(await server.ask({ ask: "cpu seconds" }));
  await run({ ...load, seconds: load.seconds / 4 });
  const before = await serverSeconds();
  const result = LoadResult.parse(await run(load));
  const forThousand = (seconds: number) => (seconds / result.executions) * 1_000;
  return {
    caller,
    atATime: load.atATime,
    perSecond: result.executions / result.seconds,
    p50Ms: result.p50Ms,
    p95Ms: result.p95Ms,
    serverCpu: forThousand((await serverSeconds()) - before),
    clientCpu: caller === "in process" ? 0 : forThousand(result.cpuSeconds),
  };
}

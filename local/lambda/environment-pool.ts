import type { ExecutionEnvironment } from "./execution-environment.ts";
import type { FunctionConfiguration } from "./function-configuration.ts";

/**
 * The execution environments of all functions: warm ones are used again, and their number is bounded. So is the number that start at the same time:
 * AWS gives each a processor of its own, here a crowd of cold starts would starve itself, while an invocation that waits a moment often finds an
 * environment warm.
 */
export interface EnvironmentPool {
  /** Lends an environment of a function, waiting in line (first come, first served) while none is idle and none may be started. */
  acquire(configuration: FunctionConfiguration): Promise<{ environment: ExecutionEnvironment; isCold: boolean }>;
  /** Takes a lent environment back. */
  release(configuration: FunctionConfiguration, environment: ExecutionEnvironment): void;
  /** Environments now, lent or idle. */
  size(): number;
  /** Invocations that wait for an environment. */
  waiting(): number;
  close(): Promise<void>;
}

/**
 * @param limit environments of all functions together
 * @param startsAtOnce environments that may be starting at the same time
 * @param idleMs how long an unused environment is kept warm
 */
export function createEnvironmentPool(
  start: (configuration: FunctionConfiguration) => ExecutionEnvironment,
  { limit, startsAtOnce, idleMs }: { readonly limit: number; readonly startsAtOnce: number; readonly idleMs: number },
): EnvironmentPool {
  /** Idle environments by function name, the most recently used last. */
  const idle = new Map<string, { environment: ExecutionEnvironment; since: number }[]>();
  const all = new Set<ExecutionEnvironment>();
  const line: (() => void)[] = [];
  let starting = 0;
  let closed = false;

  /** Lets all who wait look again, in their order: what has come free may serve any of them. */
  const wakeLine = () => {
    for (const wake of line.splice(0)) wake();
  };

  const end = (environment: ExecutionEnvironment) => {
    all.delete(environment);
    return environment.end();
  };
  const reap = (isOld: (since: number) => boolean) => {
    for (const [name, environments] of idle) {
      const kept = environments.filter(({ since, environment }) => !isOld(since) && environment.isAlive());
      for (const { environment } of environments.filter((entry) => !kept.includes(entry))) void end(environment);
      idle.set(name, kept);
    }
  };
  const reaper = setInterval(() => reap((since) => performance.now() - since > idleMs), Math.max(1_000, idleMs / 4));
  reaper.unref();

  const takeIdle = (name: string): ExecutionEnvironment | undefined => {
    const environments = idle.get(name) ?? [];
    for (let entry = environments.pop(); entry; entry = environments.pop()) {
      if (entry.environment.isAlive()) return entry.environment;
      void end(entry.environment);
    }
    return undefined;
  };
  /** Makes room by ending the environment that has been idle longest, whichever function it belongs to. */
  const evict = (): boolean => {
    const oldest = [...idle.values()].flatMap((entries) => entries.slice(0, 1)).sort((a, b) => a.since - b.since)[0];
    if (!oldest) return false;
    for (const [name, entries] of idle) {
      idle.set(
        name,
        entries.filter((entry) => entry !== oldest),
      );
    }
    void end(oldest.environment);
    return true;
  };
  const tryStart = async (configuration: FunctionConfiguration): Promise<ExecutionEnvironment | undefined> => {
    if (starting >= startsAtOnce || (all.size >= limit && !evict())) return undefined;
    const environment = start(configuration);
    all.add(environment);
    starting += 1;
    await environment.loaded;
    starting -= 1;
    wakeLine();
    return environment;
  };

  return {
    async acquire(configuration) {
      for (;;) {
        if (closed) throw new Error("The local Lambda host is closed.");
        const warm = takeIdle(configuration.functionName);
        if (warm) return { environment: warm, isCold: false };
        const cold = await tryStart(configuration);
        if (cold) return { environment: cold, isCold: true };
        await new Promise<void>((resolve) => line.push(resolve));
      }
    },
    release(configuration, environment) {
      if (closed || !environment.isAlive()) void end(environment);
      else {
        const environments = idle.get(configuration.functionName) ?? [];
        environments.push({ environment, since: performance.now() });
        idle.set(configuration.functionName, environments);
      }
      wakeLine();
    },
    size: () => all.size,
    waiting: () => line.length,
    async close() {
      closed = true;
      clearInterval(reaper);
      wakeLine();
      await Promise.all([...all].map(end));
      idle.clear();
    },
  };
}

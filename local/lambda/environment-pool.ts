import type { ExecutionEnvironment } from "./execution-environment.ts";
import type { FunctionConfiguration } from "./function-configuration.ts";
import type { FunctionTarget } from "./function-registry.ts";

/**
 * The execution environments of all functions: warm ones are used again, and their number is bounded. So is the number that start at the same time:
 * AWS gives each a processor of its own, here a crowd of cold starts would starve itself, while an invocation that waits a moment often finds an
 * environment warm.
 */
export interface EnvironmentPool {
  /** Lends a place in an environment, waiting in line (first come, first served) while none is free and no environment may be started. */
  acquire(target: FunctionTarget): Promise<{ environment: ExecutionEnvironment; isCold: boolean }>;
  /** Takes a lent place back. */
  release(environment: ExecutionEnvironment): void;
  /** Ends a function's environments, those in use when their invocations have ended: from now on new ones start. */
  retire(functionName: string): void;
  /** Environments now, lent or idle. */
  size(): number;
  /** Invocations that wait for an environment. */
  waiting(): number;
  close(): Promise<void>;
}

/** What an {@link EnvironmentPool} keeps to. */
export interface PoolLimits {
  /** Environments of all functions together. */
  readonly limit: number;
  /** Environments that may be starting at the same time. */
  readonly startsAtOnce: number;
  /** How long an unused environment is kept warm. */
  readonly idleMs: number;
  /** Invocations at once in one environment: 1, as on AWS, unless a load test wants more. */
  readonly invocationsPerEnvironment: number;
}

interface Entry {
  readonly environment: ExecutionEnvironment;
  readonly functionName: string;
  /** Entries with free places that run the same configuration, the most recently used last. */
  readonly siblings: Entry[];
  /** Places lent. */
  running: number;
  /** When the last of its places came back, in milliseconds of `performance.now()`. */
  idleSince: number;
  isRetired: boolean;
}

/** Makes an empty pool. */
export function createEnvironmentPool(
  start: (target: FunctionTarget) => ExecutionEnvironment,
  { limit, startsAtOnce, idleMs, invocationsPerEnvironment }: PoolLimits,
): EnvironmentPool {
  const all = new Map<ExecutionEnvironment, Entry>();
  /** Entries with free places, the most recently used last, by the very configuration that they run: an update makes another. */
  const free = new WeakMap<FunctionConfiguration, Entry[]>();
  const line: (() => void)[] = [];
  let starting = 0;
  let closed = false;

  /** Lets all who wait look again, in their order: what has come free may serve any of them. */
  const wakeLine = () => {
    for (const wake of line.splice(0)) wake();
  };
  const isUsable = (entry: Entry) => !entry.isRetired && entry.environment.isAlive();
  const end = (entry: Entry) => {
    all.delete(entry.environment);
    const place = entry.siblings.indexOf(entry);
    if (place >= 0) entry.siblings.splice(place, 1);
    return entry.environment.end();
  };
  const idle = () => [...all.values()].filter(({ running }) => running === 0);
  const reap = () => {
    const since = performance.now() - idleMs;
    for (const entry of idle()) if (entry.idleSince < since || !entry.environment.isAlive()) void end(entry);
  };
  const reaper = setInterval(reap, Math.max(1_000, idleMs / 4));
  reaper.unref();

  const siblingsOf = ({ configuration }: FunctionTarget): Entry[] => {
    const siblings = free.get(configuration) ?? [];
    free.set(configuration, siblings);
    return siblings;
  };
  const takeFree = (siblings: Entry[]): Entry | undefined => {
    for (let entry = siblings.at(-1); entry; entry = siblings.at(-1)) {
      if (!isUsable(entry)) {
        siblings.pop();
        if (entry.running === 0) void end(entry);
        continue;
      }
      entry.running += 1;
      if (entry.running === invocationsPerEnvironment) siblings.pop();
      return entry;
    }
    return undefined;
  };
  /** Makes room by ending the environment that has been idle longest, whichever function it belongs to. */
  const evict = (): boolean => {
    const [oldest] = idle().sort((a, b) => a.idleSince - b.idleSince);
    if (oldest) void end(oldest);
    return oldest !== undefined;
  };
  const tryStart = async (target: FunctionTarget): Promise<Entry | undefined> => {
    if (starting >= startsAtOnce || (all.size >= limit && !evict())) return undefined;
    const environment = start(target);
    const siblings = siblingsOf(target);
    const { functionName } = target.configuration;
    const entry = { environment, functionName, siblings, running: 1, idleSince: 0, isRetired: false };
    all.set(environment, entry);
    if (invocationsPerEnvironment > 1) siblings.push(entry);
    starting += 1;
    await environment.loaded;
    starting -= 1;
    wakeLine();
    return entry;
  };

  return {
    async acquire(target) {
      for (;;) {
        if (closed) throw new Error("The local Lambda host is closed.");
        const warm = takeFree(siblingsOf(target));
        if (warm) return { environment: warm.environment, isCold: false };
        const cold = await tryStart(target);
        if (cold) return { environment: cold.environment, isCold: true };
        await new Promise<void>((resolve) => line.push(resolve));
      }
    },
    release(environment) {
      const entry = all.get(environment);
      if (!entry) return;
      const wasFull = entry.running === invocationsPerEnvironment;
      entry.running -= 1;
      entry.idleSince = performance.now();
      if (closed || !isUsable(entry)) {
        if (entry.running === 0) void end(entry);
      } else if (wasFull) entry.siblings.push(entry);
      wakeLine();
    },
    retire(functionName) {
      for (const entry of all.values()) {
        if (entry.functionName !== functionName) continue;
        entry.isRetired = true;
        if (entry.running === 0) void end(entry);
      }
    },
    size: () => all.size,
    waiting: () => line.length,
    async close() {
      closed = true;
      clearInterval(reaper);
      wakeLine();
      await Promise.all([...all.values()].map(end));
    },
  };
}

import { randomUUID } from "node:crypto";
import { ServiceError } from "../gateway/service.ts";
import type { BusEvent, Rule } from "./rule.ts";
import { parseSchedule } from "./schedule.ts";
import { deliverToTarget, type TargetDeliveryDependencies } from "./target-delivery.ts";

/** The event buses of the local stack with their rules. */
export interface EventBuses {
  createBus(name: string): void;
  hasBus(name: string): boolean;
  /** @throws ServiceError `ResourceNotFoundException` when there is no such bus */
  putRule(rule: Rule): void;
  rules(busName: string): readonly Rule[];
  /** Hands an event to every target of every rule of the bus that matches it. Delivery goes on behind. */
  publish(busName: string, event: BusEvent): void;
  /** Deliveries that are under way. */
  pending(): number;
  /** Resolves when every event that was published so far was delivered or given up. */
  settled(): Promise<void>;
  close(): void;
}

/** What buses need of the stack. */
export interface EventBusDependencies extends TargetDeliveryDependencies {
  readonly region: string;
  readonly accountId: string;
}

/** Timers take no more than 2^31 - 1 ms. */
const longestSleepMs = 86_400_000;

/** Makes the default bus, without rules. */
export function createEventBuses(dependencies: EventBusDependencies): EventBuses {
  const { clock, region, accountId } = dependencies;
  const buses = new Map<string, Map<string, Rule>>([["default", new Map()]]);
  const deliveries = new Set<Promise<void>>();
  const stop = new AbortController();

  const deliver = (rule: Rule, event: BusEvent) => {
    for (const target of rule.targets) {
      const delivery = deliverToTarget(dependencies, rule, target, event);
      deliveries.add(delivery);
      void delivery.finally(() => deliveries.delete(delivery));
    }
  };
  const keepSchedule = async (rule: Rule, expression: string) => {
    const schedule = parseSchedule(expression);
    if (!schedule) return;
    for (let next = schedule(clock.now()); !stop.signal.aborted; ) {
      const wait = next - clock.now();
      await clock.sleep(Math.max(0, Math.min(wait, longestSleepMs)), stop.signal).catch(() => {});
      if (stop.signal.aborted || clock.now() < next) continue;
      const time = `${new Date(next).toISOString().slice(0, 19)}Z`;
      deliver(rule, {
        version: "0",
        id: randomUUID(),
        "detail-type": "Scheduled Event",
        source: "aws.events",
        account: accountId,
        time,
        region,
        resources: [rule.arn],
        detail: {},
      });
      next = schedule(next);
    }
  };
  return {
    createBus: (name) => void buses.set(name, buses.get(name) ?? new Map()),
    hasBus: (name) => buses.has(name),
    putRule(rule) {
      const bus = buses.get(rule.busName);
      if (!bus) throw new ServiceError("ResourceNotFoundException", `Event bus ${rule.busName} does not exist.`);
      bus.set(rule.name, rule);
      if (rule.schedule !== undefined && rule.isEnabled) void keepSchedule(rule, rule.schedule);
    },
    rules: (busName) => [...(buses.get(busName)?.values() ?? [])],
    publish(busName, event) {
      for (const rule of buses.get(busName)?.values() ?? []) {
        if (rule.isEnabled && rule.pattern?.matches(event)) deliver(rule, event);
      }
    },
    pending: () => deliveries.size,
    async settled() {
      await Promise.all(deliveries);
    },
    close: () => stop.abort(new Error("The event buses are closed.")),
  };
}

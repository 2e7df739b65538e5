import { randomUUID } from "node:crypto";
import type { MetricStore } from "../cloudwatch/metric-store.ts";
import { ServiceError } from "../gateway/service.ts";
import { createDeliveryMetrics } from "./delivery-metrics.ts";
import { readEventFields } from "./pattern/event-fields.ts";
import type { BusEvent, EventBus, Rule } from "./rule.ts";
import { parseRuleSchedule } from "./schedule/rule-schedule.ts";
import { createScheduleKeeper } from "./schedule/schedule-keeper.ts";
import type { ScheduledTarget } from "./schedule/scheduled-target.ts";
import { sendScheduled } from "./schedule/send-scheduled.ts";
import { type Delivery, type DeliveryDependencies, type DeliveryStep, deliver } from "./target/deliver.ts";
import { ruleDelivery } from "./target/rule-delivery.ts";
import type { TargetServices } from "./target/send-to-target.ts";

/** The event buses of the local stack with their rules, and the schedules of its scheduler. */
export interface EventBuses {
  /** Makes a bus, or changes its description. */
  createBus(name: string, description?: string): EventBus;
  /** @throws ServiceError where rules are left on it */
  deleteBus(name: string): void;
  bus(name: string): EventBus | undefined;
  buses(): readonly EventBus[];
  /**
   * Makes or replaces a rule with its targets; its schedule begins anew when it was changed.
   * @throws ServiceError `ResourceNotFoundException` when there is no such bus
   */
  putRule(rule: Rule): void;
  deleteRule(busName: string, name: string): void;
  rule(busName: string, name: string): Rule | undefined;
  rules(busName: string): readonly Rule[];
  /** Makes or replaces a schedule of EventBridge Scheduler. */
  putSchedule(schedule: ScheduledTarget): void;
  /** Hands an event to every target of every rule of the bus that matches it. Delivery goes on behind. */
  publish(busName: string, event: BusEvent): void;
  /** Deliveries that are under way. */
  pending(): number;
  /** Resolves when every event that was published so far was delivered or given up. */
  settled(): Promise<void>;
  close(): void;
}

/** What buses need of the stack. */
export interface EventBusDependencies extends Omit<DeliveryDependencies, "random">, TargetServices {
  readonly region: string;
  readonly accountId: string;
  /** Ids of scheduled events; random UUIDs unless told. */
  readonly ids?: () => string;
  /** From 0 inclusive to 1 exclusive, for the jitter of retries; Math.random unless told. */
  readonly random?: () => number;
  /** Where deliveries are counted. */
  readonly metrics?: MetricStore;
}

/** From bus to bus an event goes no further, so that rules that send to each other end. */
const mostHops = 5;

/** A bus and its rules by their names. */
interface BusWithRules {
  readonly bus: EventBus;
  readonly rules: Map<string, Rule>;
}

/** Makes the default bus, without rules. */
export function createEventBuses(options: EventBusDependencies): EventBuses {
  const dependencies = { ...options, ids: options.ids ?? randomUUID, random: options.random ?? Math.random };
  const { clock, region, accountId, onLost } = dependencies;
  const metrics = createDeliveryMetrics(options.metrics, clock);
  const schedules = createScheduleKeeper(clock);
  const buses = new Map<string, BusWithRules>();
  const deliveries = new Set<Promise<void>>();
  const stop = new AbortController();

  const track = (delivery: Delivery, count: (step: DeliveryStep) => void) => {
    const promise = deliver(dependencies, delivery, count, stop.signal);
    deliveries.add(promise);
    void promise.finally(() => deliveries.delete(promise));
  };
  const trigger = (rule: Rule, event: BusEvent, hops = 0) => {
    metrics.countRule(rule, "matched");
    const received = { event, receivedAt: clock.now() };
    for (const target of rule.targets) {
      const delivery = ruleDelivery(dependencies, rule, target, received, (arn) => forward(arn, event, hops));
      track(delivery, (step) => metrics.countRule(rule, step));
    }
  };
  const publish = (busName: string, event: BusEvent, hops = 0) => {
    const bus = buses.get(busName);
    if (!bus) return onLost(busName, `event ${event.id} (${event["detail-type"]}): there is no such event bus`);
    const fields = readEventFields({ ...event });
    for (const rule of bus.rules.values()) {
      if (rule.isEnabled && rule.pattern?.matches(fields)) trigger(rule, event, hops);
    }
  };
  const forward = (busArn: string, event: BusEvent, hops = 0) => {
    const name = busArn.slice(busArn.lastIndexOf("/") + 1);
    if (!buses.has(name)) throw new ServiceError("ResourceNotFoundException", `Event bus ${name} does not exist.`);
    if (hops >= mostHops)
      throw new ServiceError("ValidationException", `The event went from bus to bus ${mostHops} times already.`);
    publish(name, event, hops + 1);
  };
  const scheduleRule = ({ arn, busName, name, schedule: expression }: Rule) => {
    const schedule = expression === undefined ? undefined : parseRuleSchedule(expression);
    if (!schedule) return;
    schedules.start(arn, schedule, schedule(clock.now()), (time) => {
      const rule = buses.get(busName)?.rules.get(name);
      if (rule) trigger(rule, scheduledEvent(rule, time, dependencies));
    });
  };

  const eventBuses: EventBuses = {
    createBus(name, description = "") {
      const known = buses.get(name);
      const arn = `arn:aws:events:${region}:${accountId}:event-bus/${name}`;
      const bus = { name, arn, description, createdAt: known?.bus.createdAt ?? clock.now() };
      buses.set(name, { bus, rules: known?.rules ?? new Map() });
      return bus;
    },
    deleteBus(name) {
      if ((buses.get(name)?.rules.size ?? 0) > 0)
        throw new ServiceError("ValidationException", "Event bus can't be deleted since it has rules.");
      buses.delete(name);
    },
    bus: (name) => buses.get(name)?.bus,
    buses: () => [...buses.values()].map(({ bus }) => bus),
    putRule(rule) {
      const bus = buses.get(rule.busName);
      if (!bus) throw new ServiceError("ResourceNotFoundException", `Event bus ${rule.busName} does not exist.`);
      const before = bus.rules.get(rule.name);
      bus.rules.set(rule.name, rule);
      if (before?.schedule === rule.schedule && before?.isEnabled === rule.isEnabled) return;
      schedules.stop(rule.arn);
      if (rule.isEnabled) scheduleRule(rule);
    },
    deleteRule(busName, name) {
      const rule = buses.get(busName)?.rules.get(name);
      if (!rule) return;
      schedules.stop(rule.arn);
      buses.get(busName)?.rules.delete(name);
    },
    rule: (busName, name) => buses.get(busName)?.rules.get(name),
    rules: (busName) => [...(buses.get(busName)?.rules.values() ?? [])],
    putSchedule(scheduled) {
      // One millisecond earlier, for a schedule may begin at once.
      const first = scheduled.schedule(clock.now() - 1);
      schedules.start(scheduled.arn, scheduled.schedule, first, (time) =>
        track(sendScheduled(dependencies, scheduled, time, forward), (step) =>
          metrics.countSchedule(scheduled.groupName, step),
        ),
      );
    },
    publish: (busName, event) => publish(busName, event),
    pending: () => deliveries.size,
    async settled() {
      await Promise.all(deliveries);
    },
    close() {
      schedules.close();
      stop.abort(new Error("The event buses are closed."));
    },
  };
  eventBuses.createBus("default");
  return eventBuses;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html */
function scheduledEvent(
  { arn }: Rule,
  time: number,
  { ids, accountId, region }: { readonly ids: () => string; readonly accountId: string; readonly region: string },
): BusEvent {
  return {
    version: "0",
    id: ids(),
    "detail-type": "Scheduled Event",
    source: "aws.events",
    account: accountId,
    time: `${new Date(time).toISOString().slice(0, 19)}Z`,
    region,
    resources: [arn],
    detail: {},
  };
}

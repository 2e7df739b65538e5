import { ServiceError } from "../../gateway/service.ts";
import type { EventBuses } from "../event-bus.ts";
import type { EventBus, Rule } from "../rule.ts";

/** The name of a bus that is given by name or ARN, or left out. */
export function busNameOf(nameOrArn: string | null | undefined): string {
  return nameOrArn ? nameOrArn.slice(nameOrArn.lastIndexOf("/") + 1) : "default";
}

/** The bus of a request. @throws ServiceError `ResourceNotFoundException` */
export function findBus(buses: EventBuses, nameOrArn: string | null | undefined): EventBus {
  const name = busNameOf(nameOrArn);
  const bus = buses.bus(name);
  if (!bus) throw new ServiceError("ResourceNotFoundException", `Event bus ${name} does not exist.`);
  return bus;
}

/** The rule of a request. @throws ServiceError `ResourceNotFoundException` */
export function findRule(buses: EventBuses, nameOrArn: string | null | undefined, ruleName: string): Rule {
  const bus = findBus(buses, nameOrArn);
  const rule = buses.rule(bus.name, ruleName);
  if (!rule)
    throw new ServiceError("ResourceNotFoundException", `Rule ${ruleName} does not exist on EventBus ${bus.name}.`);
  return rule;
}

import { z } from "zod";
import type { JsonOperation } from "../../gateway/json-protocol.ts";
import { parseInput } from "../../gateway/parse-input.ts";
import { ServiceError } from "../../gateway/service.ts";
import type { EventBuses } from "../event-bus.ts";
import type { Rule } from "../rule.ts";
import { parseRuleSchedule } from "../schedule/rule-schedule.ts";
import { findBus, findRule } from "./bus-name.ts";
import { PageInput, pageOf } from "./page.ts";
import { parseRequestPattern } from "./request-pattern.ts";
import { checkLength, constraintError } from "./validation-error.ts";

const states = ["ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"] as const;

const NameInput = z.object({ Name: z.string(), EventBusName: z.string().nullish() });
const PutInput = NameInput.extend({
  EventPattern: z.string().nullish(),
  ScheduleExpression: z.string().max(256).nullish(),
  State: z.enum(states).nullish(),
  Description: z.string().max(512).nullish(),
});
const ListInput = z.object({ NamePrefix: z.string().nullish(), EventBusName: z.string().nullish(), ...PageInput });

/** PutRule, DescribeRule, ListRules, EnableRule, DisableRule, DeleteRule. */
export function ruleOperations(
  buses: EventBuses,
  place: { readonly region: string; readonly accountId: string },
): Readonly<Record<string, JsonOperation>> {
  const enable = (input: Record<string, unknown>, isEnabled: boolean) => {
    const { EventBusName, Name } = parseInput(NameInput, input);
    buses.putRule({ ...findRule(buses, EventBusName, Name), isEnabled });
  };
  return {
    PutRule: (input) => {
      const request = parseInput(PutInput, input);
      const { Name, EventPattern, ScheduleExpression } = request;
      checkName(Name);
      if (!EventPattern && !ScheduleExpression)
        throw invalid("Parameter(s) EventPattern or ScheduleExpression must be specified.");
      const { name: busName } = findBus(buses, request.EventBusName);
      if (ScheduleExpression && busName !== "default")
        throw invalid("ScheduleExpression is supported only on the default event bus.");
      if (ScheduleExpression && !parseRuleSchedule(ScheduleExpression))
        throw invalid("Parameter ScheduleExpression is not valid.");
      const arn = ruleArn(place, busName, Name);
      buses.putRule({
        name: Name,
        arn,
        busName,
        description: request.Description ?? "",
        isEnabled: request.State !== "DISABLED",
        targets: buses.rule(busName, Name)?.targets ?? [],
        ...(EventPattern ? { pattern: { text: EventPattern, matches: parseRequestPattern(EventPattern) } } : {}),
        ...(ScheduleExpression ? { schedule: ScheduleExpression } : {}),
      });
      return { RuleArn: arn };
    },
    DescribeRule: (input) => {
      const { EventBusName, Name } = parseInput(NameInput, input);
      return { ...describeRule(findRule(buses, EventBusName, Name)), CreatedBy: place.accountId };
    },
    ListRules: (input) => {
      const request = parseInput(ListInput, input);
      const rules = buses.rules(findBus(buses, request.EventBusName).name);
      const { items, token } = pageOf(
        rules.filter(({ name }) => name.startsWith(request.NamePrefix ?? "")),
        request,
      );
      return { Rules: items.map(describeRule), ...token };
    },
    EnableRule: (input) => enable(input, true),
    DisableRule: (input) => enable(input, false),
    DeleteRule: (input) => {
      const { EventBusName, Name } = parseInput(NameInput, input);
      const { name: busName } = findBus(buses, EventBusName);
      if ((buses.rule(busName, Name)?.targets.length ?? 0) > 0)
        throw invalid("Rule can't be deleted since it has targets.");
      buses.deleteRule(busName, Name);
    },
  };
}

/** The ARN of a rule, which names its bus unless that is the default one. */
export function ruleArn(
  { region, accountId }: { readonly region: string; readonly accountId: string },
  busName: string,
  name: string,
): string {
  return `arn:aws:events:${region}:${accountId}:rule/${busName === "default" ? name : `${busName}/${name}`}`;
}

function checkName(name: string): void {
  checkLength(name, "name", 64);
  if (!/^[.\-_A-Za-z0-9]+$/.test(name))
    throw constraintError(name, "name", "Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+");
}

function describeRule(rule: Rule) {
  return {
    Name: rule.name,
    Arn: rule.arn,
    EventBusName: rule.busName,
    State: rule.isEnabled ? "ENABLED" : "DISABLED",
    ...(rule.description ? { Description: rule.description } : {}),
    ...(rule.pattern ? { EventPattern: rule.pattern.text } : {}),
    ...(rule.schedule ? { ScheduleExpression: rule.schedule } : {}),
  };
}

function invalid(message: string): ServiceError {
  return new ServiceError("ValidationException", message);
}

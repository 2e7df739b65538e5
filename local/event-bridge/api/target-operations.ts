import { z } from "zod";
import type { JsonOperation } from "../../gateway/json-protocol.ts";
import { parseInput } from "../../gateway/parse-input.ts";
import { ServiceError } from "../../gateway/service.ts";
import type { EventBuses } from "../event-bus.ts";
import { findBus, findRule } from "./bus-name.ts";
import { checkTarget } from "./check-target.ts";
import { PageInput, pageOf } from "./page.ts";
import { describeTarget, ruleTargetOf, Target } from "./target.ts";

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const limits = { targetsOfRule: 5, entries: 10 };

const RuleInput = { Rule: z.string(), EventBusName: z.string().nullish() };
const PutInput = z.object({ ...RuleInput, Targets: z.array(Target).min(1).max(limits.entries) });
const RemoveInput = z.object({ ...RuleInput, Ids: z.array(z.string()).min(1).max(100) });
const ListInput = z.object({ ...RuleInput, ...PageInput });
const NamesInput = z.object({ TargetArn: z.string(), EventBusName: z.string().nullish(), ...PageInput });

/** PutTargets, RemoveTargets, ListTargetsByRule, ListRuleNamesByTarget. */
export function targetOperations(buses: EventBuses): Readonly<Record<string, JsonOperation>> {
  return {
    PutTargets: (input) => {
      const { EventBusName, Rule, Targets } = parseInput(PutInput, input);
      const rule = findRule(buses, EventBusName, Rule);
      const put = Targets.map(ruleTargetOf);
      put.forEach(checkTarget);
      const targets = [...new Map([...rule.targets, ...put].map((target) => [target.id, target])).values()];
      if (targets.length > limits.targetsOfRule)
        throw new ServiceError("LimitExceededException", "The requested resource exceeds the maximum number allowed.");
      buses.putRule({ ...rule, targets });
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
    RemoveTargets: (input) => {
      const { EventBusName, Rule, Ids } = parseInput(RemoveInput, input);
      const rule = findRule(buses, EventBusName, Rule);
      const failed = Ids.filter((id) => !rule.targets.some((target) => target.id === id));
      buses.putRule({ ...rule, targets: rule.targets.filter(({ id }) => !Ids.includes(id)) });
      return {
        FailedEntryCount: failed.length,
        FailedEntries: failed.map((id) => ({
          TargetId: id,
          ErrorCode: "ResourceNotFoundException",
          ErrorMessage: `Rule ${Rule} does not have a target with the Id ${id}.`,
        })),
      };
    },
    ListTargetsByRule: (input) => {
      const request = parseInput(ListInput, input);
      const { items, token } = pageOf(findRule(buses, request.EventBusName, request.Rule).targets, request);
      return { Targets: items.map(describeTarget), ...token };
    },
    ListRuleNamesByTarget: (input) => {
      const request = parseInput(NamesInput, input);
      const rules = buses.rules(findBus(buses, request.EventBusName).name);
      const names = rules.filter(({ targets }) => targets.some(({ arn }) => arn === request.TargetArn));
      const { items, token } = pageOf(names, request);
      return { RuleNames: items.map(({ name }) => name), ...token };
    },
  };
}

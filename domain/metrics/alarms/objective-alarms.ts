import { functionGroups } from "../function-groups.ts";
import type { Text } from "../metric.ts";
import { type Formula, own, perFunction } from "../series.ts";
import { alarm, type CompositeAlarm, type MetricAlarm } from "./alarm.ts";

/** The service level objectives, as the share of what may go wrong. */
export const errorBudgets = {
  /** 99.9 % of the flows' requests are answered without a fault. */
  availability: 0.001,
  /** 99 % of the decisions take less than 2 s. */
  response: 0.01,
} as const;

/** Two windows that must both burn: the long one says that it matters, the short one that it still goes on. */
interface Speed {
  readonly name: "fast" | "slow";
  /** How many times faster than allowed the budget goes. */
  readonly burnRate: number;
  readonly longSeconds: number;
  readonly shortSeconds: number;
  /** Below so many requests a share says nothing. */
  readonly longLeast: number;
  readonly shortLeast: number;
}

/** Burn rates for a budget of 30 days: 2 % of it in an hour, 10 % of it in a day (https://sre.google/workbook/alerting-on-slos/). */
const speeds: readonly Speed[] = [
  { name: "fast", burnRate: 14.4, longSeconds: 3_600, shortSeconds: 300, longLeast: 50, shortLeast: 10 },
  { name: "slow", burnRate: 3, longSeconds: 86_400, shortSeconds: 7_200, longLeast: 200, shortLeast: 20 },
];

const errors = perFunction("e", "lambdaErrors", "Sum", functionGroups.flow);
const requests = perFunction("i", "lambdaInvocations", "Sum", functionGroups.flow);

/** How fast the budget of availability goes, or 0 where too little was asked. */
const availabilityBurn = (least: number): Formula => ({
  expression: `IF(SUM(${requests.list}) >= ${least}, SUM(${errors.list}) / SUM(${requests.list}) / ${errorBudgets.availability}, 0)`,
  inputs: { ...errors.inputs, ...requests.inputs },
});

/** How fast the budget of response time goes. */
const responseBurn = (least: number): Formula => ({
  expression: `IF(n >= ${least}, slow / ${errorBudgets.response}, 0)`,
  inputs: { slow: own("SlowDecisions", "Average"), n: own("SlowDecisions", "SampleCount") },
});

const objectives: readonly {
  readonly name: string;
  readonly burn: (least: number) => Formula;
  readonly reason: (speed: Speed["name"]) => Text;
}[] = [
  {
    name: "availability",
    burn: availabilityBurn,
    reason: (speed) => ({
      en:
        speed === "fast"
          ? "Flows fail so often that 2 % of the month's error budget (99.9 %) went within the hour, and they still do."
          : "Flows fail often enough that a tenth of the month's error budget (99.9 %) went within the day, and they still do.",
      ko:
        speed === "fast"
          ? "플로 실패로 한 달 오류 예산(99.9 %)의 2 %가 한 시간 만에 사라졌고 아직 계속된다."
          : "플로 실패로 한 달 오류 예산(99.9 %)의 10 %가 하루 만에 사라졌고 아직 계속된다.",
    }),
  },
  {
    name: "response",
    burn: responseBurn,
    reason: (speed) => ({
      en:
        speed === "fast"
          ? "So many answers take 2 s and more that 2 % of the month's budget (99 % below 2 s) went within the hour."
          : "Enough answers take 2 s and more that a tenth of the month's budget (99 % below 2 s) went within the day.",
      ko:
        speed === "fast"
          ? "2초 이상 걸린 응답이 많아 한 달 예산(99 %가 2초 미만)의 2 %가 한 시간 만에 사라졌다."
          : "2초 이상 걸린 응답이 쌓여 한 달 예산(99 %가 2초 미만)의 10 %가 하루 만에 사라졌다.",
    }),
  },
];

const burns = objectives.flatMap((objective) => speeds.map((speed) => ({ objective, speed })));
const nameOf = ({ objective, speed }: (typeof burns)[number]) => `${objective.name}-burn-${speed.name}`;
const severityOf = ({ name }: Speed) => (name === "fast" ? "high" : "medium");

/** The windows; they feed the composite alarms and tell nobody themselves. Besides, the mean response time of the report. */
export const objectiveAlarms: readonly MetricAlarm[] = [
  ...burns.flatMap((burn) => {
    const { objective, speed } = burn;
    const window = (kind: "long" | "short", periodSeconds: number, least: number) =>
      alarm({
        name: `${nameOf(burn)}-${kind}`,
        severity: severityOf(speed),
        reason: objective.reason(speed.name),
        runbook: `${objective.name}-burn`,
        notifies: false,
        source: objective.burn(least),
        periodSeconds,
        threshold: speed.burnRate,
      });
    return [window("long", speed.longSeconds, speed.longLeast), window("short", speed.shortSeconds, speed.shortLeast)];
  }),
  alarm({
    name: "response-time",
    severity: "medium",
    reason: {
      en: "Callers wait 2 s and longer for the bot on average: above the report's target.",
      ko: "고객이 봇의 응답을 평균 2초 이상 기다린다. 보고서 목표를 넘었다.",
    },
    source: own("DecisionLatency", "Average"),
    evaluationPeriods: 3,
    threshold: 2_000,
  }),
];

/** An objective's budget burns when both windows say so. */
export const objectiveComposites: readonly CompositeAlarm[] = burns.map((burn) => ({
  name: nameOf(burn),
  severity: severityOf(burn.speed),
  reason: burn.objective.reason(burn.speed.name),
  runbook: `${burn.objective.name}-burn`,
  notifies: true,
  rule: { all: [`${nameOf(burn)}-long`, `${nameOf(burn)}-short`] },
}));

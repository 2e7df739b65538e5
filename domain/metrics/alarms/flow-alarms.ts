import { functionGroups } from "../function-groups.ts";
import { aws, functionNamed, perFunction } from "../series.ts";
import { alarm } from "./alarm.ts";

const throttles = perFunction("t", "lambdaThrottles", "Sum", functionGroups.flow);

/** The two functions that flows call while the caller waits: 8 s at most. */
export const flowAlarms = [
  alarm({
    name: "begin-media-errors",
    runbook: "flow-errors",
    severity: "high",
    reason: {
      en: "Calls begin without being transcribed: their callers hear an apology and go to the general queue.",
      ko: "전사 없이 시작되는 통화가 있다. 고객은 사과 안내를 듣고 일반 대기열로 넘어간다.",
    },
    source: aws("lambdaErrors", "Sum", functionNamed("beginMedia")),
    threshold: 3,
  }),
  alarm({
    name: "next-action-errors",
    runbook: "flow-errors",
    severity: "high",
    reason: {
      en: "Flows do not learn what to say next: callers are handed to agents although the bot could answer.",
      ko: "플로가 다음 말을 받지 못한다. 봇이 답할 수 있는 고객이 상담원에게 넘어간다.",
    },
    source: aws("lambdaErrors", "Sum", functionNamed("nextAction")),
    threshold: 3,
  }),
  alarm({
    name: "begin-media-slow",
    runbook: "flow-slow",
    severity: "medium",
    reason: {
      en: "The caller hears silence while begin-media works; at 8 s the flow gives up.",
      ko: "begin-media가 처리하는 동안 고객은 침묵을 듣는다. 8초가 되면 플로가 포기한다.",
    },
    source: aws("lambdaDuration", "p90", functionNamed("beginMedia")),
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    threshold: 3_000,
  }),
  alarm({
    name: "next-action-slow",
    runbook: "flow-slow",
    severity: "medium",
    reason: {
      en: "The long poll of 6 s ends too close to the 8 s after which the flow gives up.",
      ko: "6초 롱 폴링이 플로의 8초 한도에 너무 가깝게 끝난다.",
    },
    source: aws("lambdaDuration", "p90", functionNamed("nextAction")),
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    threshold: 7_500,
  }),
  alarm({
    name: "flow-throttled",
    severity: "high",
    reason: {
      en: "AWS Lambda refuses calls of flows: more callers than the concurrency quota serves.",
      ko: "AWS Lambda가 플로의 호출을 거절한다. 동시 실행 한도보다 고객이 많다.",
    },
    source: { expression: `SUM(${throttles.list})`, inputs: throttles.inputs },
    periodSeconds: 60,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    threshold: 1,
  }),
];

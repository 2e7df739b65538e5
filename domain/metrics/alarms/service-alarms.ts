import { callersInAll } from "../derived-metrics.ts";
import { aws, own } from "../series.ts";
import { alarm } from "./alarm.ts";

/** What callers and managers would notice: the service as a whole. */
export const serviceAlarms = [
  alarm({
    name: "lost-segments",
    severity: "high",
    reason: {
      en: "Contacts were closed with words missing that had been transcribed.",
      ko: "전사된 말이 빠진 채로 상담이 종결되었다.",
    },
    source: own("LostSegments", "Sum"),
    threshold: 1,
  }),
  alarm({
    name: "faulty-contacts",
    severity: "medium",
    reason: {
      en: "A tenth of the contacts meet a fault on their way.",
      ko: "상담의 10 %가 처리 중에 장애를 만난다.",
    },
    source: {
      expression: "IF(n >= 5, 100 * faulty, 0)",
      inputs: { faulty: own("FaultyContacts", "Average"), n: own("FaultyContacts", "SampleCount") },
    },
    periodSeconds: 900,
    notifies: false,
    threshold: 10,
  }),
  alarm({
    name: "abandoned-share",
    severity: "medium",
    reason: {
      en: "One caller in five gives up.",
      ko: "고객 다섯 명 중 한 명이 포기한다.",
    },
    source: {
      expression: `IF(${callersInAll} >= 10, 100 * part / ${callersInAll}, 0)`,
      inputs: {
        part: own("Contacts", "Sum", { Outcome: "abandoned" }),
        whole: own("Contacts", "Sum"),
        unreached: own("Contacts", "Sum", { Outcome: "unreached" }),
      },
    },
    periodSeconds: 3_600,
    threshold: 20,
  }),
  alarm({
    name: "queue-wait",
    severity: "medium",
    reason: {
      en: "Callers wait 2 min and longer for an agent on average; the report's mean is 1 min 12 s.",
      ko: "고객이 상담원을 평균 2분 이상 기다린다. 보고서의 평균은 1분 12초다.",
    },
    source: own("QueueWait", "Average"),
    periodSeconds: 900,
    evaluationPeriods: 2,
    threshold: 120_000,
  }),
  alarm({
    name: "low-intent-confidence",
    severity: "low",
    reason: {
      en: "The classifier is unsure on average: callers speak of something that it was not taught, or recognition has become worse.",
      ko: "분류기의 평균 신뢰도가 낮다. 배우지 않은 이야기를 하거나 음성 인식이 나빠졌다.",
    },
    source: {
      expression: "IF(n >= 20, confidence, 1)",
      inputs: { confidence: own("IntentConfidence", "Average"), n: own("IntentConfidence", "SampleCount") },
    },
    periodSeconds: 3_600,
    comparison: "<",
    threshold: 0.6,
  }),
  alarm({
    name: "intent-drift",
    severity: "medium",
    reason: {
      en: "Agents correct so many intents of twelve hours that the accuracy is surely below the report's 87.3 %: callers speak differently from what the model was taught.",
      ko: "열두 시간 동안 상담원이 바로잡은 의도가 많아 정확도가 보고서 기준선 87.3 %에 확실히 못 미친다. 고객의 말이 모델이 배운 것과 달라졌다.",
    },
    // The upper bound of the 95 % interval (normal approximation): a bad day of few judgements is no drift. From midnight UTC: a working day in Seoul.
    source: {
      expression: "IF(n >= 30, 100 * (correct + 1.96 * (correct * (1 - correct) / n) ^ 0.5), 100)",
      inputs: { correct: own("IntentCorrect", "Average"), n: own("IntentCorrect", "SampleCount") },
    },
    periodSeconds: 43_200,
    comparison: "<",
    threshold: 87.3,
  }),
  alarm({
    name: "cost-per-contact",
    severity: "low",
    reason: {
      en: "A contact costs half a dollar and more on average: calls have become long, or a price has changed.",
      ko: "상담 한 건이 평균 0.5달러 이상 든다. 통화가 길어졌거나 가격이 바뀌었다.",
    },
    source: own("ContactCost", "Average"),
    periodSeconds: 3_600,
    evaluationPeriods: 2,
    threshold: 0.5,
  }),
  alarm({
    name: "concurrent-calls",
    severity: "medium",
    reason: {
      en: "85 calls at once: the centre is made for 100, and the quotas of Connect and Transcribe may be lower.",
      ko: "동시 통화가 85건이다. 설계 용량은 100건이며 Connect와 Transcribe의 한도는 더 낮을 수 있다.",
    },
    source: aws("concurrentCalls", "Maximum", {
      InstanceId: { logicalId: "ConnectInstanceArn", isIdInArn: true },
      MetricGroup: "VoiceCalls",
    }),
    periodSeconds: 60,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    threshold: 85,
    needsConnect: true,
  }),
  alarm({
    name: "no-contacts",
    severity: "medium",
    reason: {
      en: "Not one contact began within an hour of opening hours (Monday to Friday, 9:00 to 18:00 in Seoul): are the numbers, the flow, the events well?",
      ko: "영업시간(월~금, 서울 9~18시) 한 시간 동안 시작된 상담이 없다. 전화번호, 플로, 이벤트가 정상인지 확인해야 한다.",
    },
    // DAY counts from Monday, HOUR is in UTC, and both have a value for every period, with contacts or without.
    source: {
      expression: "IF(DAY(begun) <= 5 AND HOUR(begun) < 9, begun, 1)",
      inputs: { begun: aws("executionsStarted", "Sum", { StateMachineArn: { logicalId: "ContactMachine" } }) },
    },
    periodSeconds: 3_600,
    comparison: "<",
    threshold: 1,
  }),
];

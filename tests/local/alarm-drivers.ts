import type { MetricAlarm } from "../../domain/metrics/alarms/alarm.ts";
import { isFormula } from "../../domain/metrics/series.ts";

/** Values to put into each period of the inputs of an alarm, by the ids of its formula; of an alarm on one series the id is `m1`. */
export type Values = Readonly<Record<string, readonly number[]>>;

/** What drives an alarm to ALARM, and what brings it back when silence does not. */
export interface AlarmDriver {
  readonly ring: Values;
  readonly calm: Values;
}

const times = (count: number, value: number) => Array.from({ length: count }, () => value);

/** For alarms on formulas: values of which the formula comes to the threshold or just above, and values of which it stays below. */
const drivers: Readonly<Record<string, AlarmDriver>> = {
  "flow-throttled": { ring: { t2: [1] }, calm: {} },
  "availability-burn-fast-long": { ring: { i1: [100], i2: [900], e2: [15] }, calm: { i2: [1_000], e2: [14] } },
  "availability-burn-fast-short": { ring: { i2: [60], e2: [1] }, calm: { i2: [9], e2: [9] } },
  "availability-burn-slow-long": { ring: { i2: [1_000], e1: [3] }, calm: { i2: [1_000], e1: [2] } },
  "availability-burn-slow-short": { ring: { i2: [1_000], e1: [3] }, calm: { i2: [19], e1: [19] } },
  "response-burn-fast-long": {
    ring: { slow: [...times(15, 1), ...times(85, 0)] },
    calm: { slow: [...times(14, 1), ...times(86, 0)] },
  },
  "response-burn-fast-short": { ring: { slow: [...times(2, 1), ...times(9, 0)] }, calm: { slow: times(9, 1) } },
  "response-burn-slow-long": {
    ring: { slow: [...times(6, 1), ...times(194, 0)] },
    calm: { slow: [...times(5, 1), ...times(195, 0)] },
  },
  "response-burn-slow-short": { ring: { slow: [1, ...times(19, 0)] }, calm: { slow: times(19, 1) } },
  "contact-steps-errors": { ring: { f1: [2], f6: [3] }, calm: { f1: [2], f6: [2] } },
  "utterance-steps-errors": { ring: { f2: [4], f10: [1] }, calm: { f2: [4] } },
  "stream-consumers-errors": { ring: { f1: [2], f2: [1] }, calm: { f1: [2] } },
  "transcription-errors": { ring: { f1: [1, 1] }, calm: { f1: [1] } },
  "queue-flow-errors": { ring: { f1: [2], f2: [1] }, calm: { f1: [2] } },
  "escalation-steps-errors": { ring: { f1: [4], f7: [1] }, calm: { f1: [4] } },
  "callback-steps-errors": { ring: { f1: [4], f6: [1] }, calm: { f1: [4] } },
  "escalation-failed": { ring: { failed: [0], late: [1] }, calm: { failed: [0] } },
  "callback-failed": { ring: { failed: [1] }, calm: { failed: [0], late: [0] } },
  "queue-steps-throttled": { ring: { f9: [1] }, calm: {} },
  "callback-steps-throttled": { ring: { f6: [1] }, calm: {} },
  "survey-errors": { ring: { f1: [2], f3: [1] }, calm: { f1: [2] } },
  "issue-steps-errors": { ring: { f1: [4], f8: [1] }, calm: { f1: [4] } },
  "issues-dead-letters": { ring: { opened: [0], alarms: [1] }, calm: { executions: [0] } },
  "remedy-steps-errors": { ring: { f1: [4], f9: [1] }, calm: { f1: [4] } },
  "redrive-steps-errors": { ring: { f2: [3] }, calm: { f2: [2] } },
  "remedy-api-errors": { ring: { f3: [1] }, calm: { f3: [0] } },
  "api-errors": { ring: { f2: [1] }, calm: { f2: [0] } },
  "learning-api-errors": { ring: { f2: [1] }, calm: { f2: [0] } },
  "contact-steps-throttled": { ring: { f8: [1] }, calm: {} },
  "utterance-steps-throttled": { ring: { f5: [1] }, calm: {} },
  "stream-consumers-throttled": { ring: { f1: [1] }, calm: {} },
  "contact-steps-near-timeout": { ring: { f1: [20], f4: [30, 6_400] }, calm: { f4: [6_399] } },
  "utterance-steps-near-timeout": { ring: { f3: [7_999], f9: [10] }, calm: { f3: [6_399] } },
  "ledger-throttled": { ring: { reads: [2], writes: [3] }, calm: {} },
  "sentiment-missing": { ring: { unknown: [1, 1, 0, 0] }, calm: { unknown: [1, 1, 1] } },
  "sentiment-fallback": { ring: { other: [1, 1, 0, 0] }, calm: { other: [1, 1, 1] } },
  "media-damaged": { ring: { missed: [1], cut: [2] }, calm: { errors: [2] } },
  "faulty-contacts": { ring: { faulty: [1, ...times(9, 0)] }, calm: { faulty: times(4, 1) } },
  "abandoned-share": { ring: { part: [2], whole: times(10, 1) }, calm: { part: [9], whole: times(9, 1) } },
  "low-intent-confidence": { ring: { confidence: times(20, 0.59) }, calm: { confidence: times(19, 0.2) } },
  "intent-drift": {
    ring: { correct: [...times(21, 1), ...times(9, 0)] },
    calm: { correct: [...times(22, 1), ...times(8, 0)] },
  },
  "no-contacts": { ring: {}, calm: { begun: [1] } },
};

/** The driver of an alarm. For one on a series: its threshold, and a value beside it. */
export function driverOf({ name, source, comparison, threshold: limit }: MetricAlarm): AlarmDriver {
  if (!isFormula(source)) {
    const step = Math.min(1, limit / 100);
    if (comparison === "<") return { ring: { m1: [limit - step] }, calm: { m1: [limit] } };
    const ring = comparison === ">=" ? limit : limit + step;
    return { ring: { m1: [ring] }, calm: { m1: [limit - step] } };
  }
  const driver = drivers[name];
  if (!driver) throw new Error(`tests/local/alarm-drivers.ts has no driver for the alarm ${name}`);
  return driver;
}

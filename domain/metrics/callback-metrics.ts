import type { OwnMetric } from "./metric.ts";

const emittedBy = "callback.record-callback";

/** What is measured of a promised callback: once for each promise, when it has ended. Promises that were joined are counted by `callback/begin-callback`. */
export const callbackMetrics = {
  Callbacks: {
    unit: "Count",
    meaning: {
      en: "Promised callbacks that have ended. Result is `reached`, `declined`, `served`, `joined`, `do_not_call`, or of a broken promise `no_number`, `invalid_number`, `unreached`, `failed`.",
      ko: "끝난 콜백 약속. Result는 `reached`(통화), `declined`(사양), `served`(이미 응대), `joined`(합침), `do_not_call`(수신 거부), 지키지 못한 약속은 `no_number`, `invalid_number`, `unreached`, `failed`.",
    },
    formula: { en: "1 for each promise that has ended", ko: "끝난 약속마다 1" },
    dimensionSets: [[], ["Result"]],
    owner: "managers",
    reportTables: ["3.3"],
    emittedBy,
  },
  CallbackCalls: {
    unit: "Count",
    meaning: { en: "Calls that were made for a promise.", ko: "약속 하나를 위해 건 전화 수." },
    formula: { en: "calls of the promise that has ended", ko: "끝난 약속의 발신 횟수" },
    dimensionSets: [[]],
    owner: "analysts",
    reportTables: ["3.3"],
    emittedBy,
  },
  CallbackDelay: {
    unit: "Milliseconds",
    meaning: { en: "From the promise of a callback to its end.", ko: "콜백 약속부터 끝날 때까지." },
    formula: { en: "ended − promised", ko: "종료 − 약속" },
    dimensionSets: [[], ["Result"]],
    owner: "analysts",
    reportTables: ["3.3"],
    emittedBy,
  },
} as const satisfies Record<string, OwnMetric>;

import type { Described } from "./metric.ts";

/** A metric that an AWS service publishes of its own accord, as far as this project uses it. */
export interface ServiceMetric extends Described {
  readonly namespace: string;
  readonly name: string;
  /** The dimensions under which it is used here. */
  readonly dimensions: readonly string[];
  /** Where AWS describes it. */
  readonly source: string;
}

const lambda = {
  namespace: "AWS/Lambda",
  dimensions: ["FunctionName"],
  owner: "operators",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html",
} as const;
const states = {
  namespace: "AWS/States",
  dimensions: ["StateMachineArn"],
  unit: "Count",
  owner: "operators",
  source: "https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html",
} as const;
const dynamo = {
  namespace: "AWS/DynamoDB",
  dimensions: ["TableName"],
  unit: "Count",
  owner: "operators",
  source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html",
} as const;

/** The metrics of AWS services that dashboards and alarms read, by a name of our own. */
export const serviceMetrics = {
  lambdaInvocations: {
    ...lambda,
    name: "Invocations",
    unit: "Count",
    meaning: { en: "Invocations of a function.", ko: "함수 호출 수." },
    reportTables: ["3.2"],
  },
  lambdaErrors: {
    ...lambda,
    name: "Errors",
    unit: "Count",
    meaning: {
      en: "Invocations that ended in an error, time-outs and crashes included.",
      ko: "시간 초과와 비정상 종료를 포함해 오류로 끝난 호출.",
    },
    reportTables: ["3.2", "7.2"],
  },
  lambdaThrottles: {
    ...lambda,
    name: "Throttles",
    unit: "Count",
    meaning: {
      en: "Invocations that AWS Lambda refused for want of concurrency.",
      ko: "동시 실행 한도 때문에 AWS Lambda가 거절한 호출.",
    },
    reportTables: ["3.2"],
  },
  lambdaDuration: {
    ...lambda,
    name: "Duration",
    unit: "Milliseconds",
    meaning: { en: "Time that an invocation took.", ko: "호출 한 번에 걸린 시간." },
    reportTables: ["3.2"],
  },
  lambdaIteratorAge: {
    ...lambda,
    name: "IteratorAge",
    unit: "Milliseconds",
    meaning: {
      en: "Age of the last record of a batch when the function was given it: how far a consumer is behind its stream.",
      ko: "함수가 배치를 받을 때 마지막 레코드의 나이. 소비자가 스트림에 얼마나 뒤처졌는지를 나타낸다.",
    },
    reportTables: ["3.2"],
  },
  executionsStarted: {
    ...states,
    name: "ExecutionsStarted",
    meaning: { en: "Executions of a state machine that were started.", ko: "시작된 상태 머신 실행 수." },
    reportTables: [],
  },
  executionsFailed: {
    ...states,
    name: "ExecutionsFailed",
    meaning: { en: "Executions that failed.", ko: "실패한 실행 수." },
    reportTables: ["3.2", "7.2"],
  },
  executionsTimedOut: {
    ...states,
    name: "ExecutionsTimedOut",
    meaning: { en: "Executions that took longer than their machine allows.", ko: "제한 시간을 넘긴 실행 수." },
    reportTables: ["3.2"],
  },
  executionThrottled: {
    ...states,
    name: "ExecutionThrottled",
    meaning: {
      en: "State transitions and retries that Step Functions held back.",
      ko: "Step Functions가 늦춘 상태 전이와 재시도 수.",
    },
    reportTables: ["3.2"],
  },
  messagesVisible: {
    namespace: "AWS/SQS",
    name: "ApproximateNumberOfMessagesVisible",
    dimensions: ["QueueName"],
    unit: "Count",
    owner: "operators",
    meaning: { en: "Messages that lie in a queue: dead letters.", ko: "대기열에 쌓인 메시지(처리하지 못한 메시지)." },
    reportTables: ["3.2"],
    source:
      "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html",
  },
  streamWriteThrottles: {
    namespace: "AWS/Kinesis",
    name: "WriteProvisionedThroughputExceeded",
    dimensions: ["StreamName"],
    unit: "Count",
    owner: "operators",
    meaning: { en: "Records that a stream refused for want of shards.", ko: "샤드가 모자라 스트림이 거절한 레코드." },
    reportTables: ["3.2"],
    source: "https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html",
  },
  failedDeliveries: {
    namespace: "AWS/Events",
    name: "FailedInvocations",
    dimensions: ["RuleName"],
    unit: "Count",
    owner: "operators",
    meaning: {
      en: "Events that a rule could not deliver to its target for good.",
      ko: "규칙이 끝내 대상에 전달하지 못한 이벤트.",
    },
    reportTables: ["3.2"],
    source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html",
  },
  tableReadThrottles: {
    ...dynamo,
    name: "ReadThrottleEvents",
    meaning: { en: "Reads that the ledger's table refused.", ko: "원장 테이블이 거절한 읽기." },
    reportTables: ["3.2"],
  },
  tableWriteThrottles: {
    ...dynamo,
    name: "WriteThrottleEvents",
    meaning: { en: "Writes that the ledger's table refused.", ko: "원장 테이블이 거절한 쓰기." },
    reportTables: ["3.2"],
  },
  concurrentCalls: {
    namespace: "AWS/Connect",
    name: "ConcurrentCalls",
    dimensions: ["InstanceId", "MetricGroup"],
    unit: "Count",
    owner: "operators",
    meaning: { en: "Calls that are under way at once.", ko: "동시에 진행 중인 통화 수." },
    reportTables: ["3.2", "7.2"],
    source: "https://docs.aws.amazon.com/connect/latest/adminguide/monitoring-cloudwatch.html",
  },
} as const satisfies Record<string, ServiceMetric>;

export type ServiceMetricName = keyof typeof serviceMetrics;

import type { Clock } from "../clock.ts";
import { serveJson } from "../gateway/json-protocol.ts";
import type { LocalService } from "../gateway/service.ts";
import { alarmOperations } from "./alarm-operations.ts";
import type { Alarms } from "./alarms.ts";
import { type Dashboards, dashboardOperations } from "./dashboard-operations.ts";
import { metricOperations } from "./metric-operations.ts";
import type { MetricStore } from "./metric-store.ts";

/** What the service is made of. */
export interface CloudWatchParts {
  readonly metrics: MetricStore;
  readonly alarms: Alarms;
  readonly dashboards: Dashboards;
  readonly clock: Clock;
  readonly region: string;
  readonly accountId: string;
}

/** CloudWatch: metrics, alarms and dashboards, in the AWS JSON 1.0 protocol that `@aws-sdk/client-cloudwatch` speaks. */
export function createCloudWatchService(parts: CloudWatchParts): LocalService {
  const { metrics, alarms, dashboards, clock, region, accountId } = parts;
  const operations = {
    ...metricOperations(metrics, clock.now),
    ...alarmOperations(alarms, (name) => `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`),
    ...dashboardOperations(dashboards, { accountId, now: clock.now }),
  };
  return {
    signingNames: ["monitoring"],
    handle: (request, response) => serveJson(operations, request, response),
    close: async () => alarms.close(),
  };
}

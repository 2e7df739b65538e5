import { parseArgs } from "node:util";
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetDashboardCommand,
  GetMetricDataCommand,
} from "@aws-sdk/client-cloudwatch";
import { type ReadableWidget, readWidgets } from "./dashboard/read-widgets.ts";
import { renderDashboard, type WidgetValues } from "./dashboard/render-dashboard.ts";
import { explainFailure } from "./trace/explain-failure.ts";
import { createPaint, wantsColour } from "./trace/paint.ts";
import { findStack, stageOptions, stageUsage } from "./trace/stack-access.ts";

/** What `--help` prints. */
const usage = `npm run dashboard -- [operators|analysts|managers] [options]

Prints a dashboard of the stack with the newest value of each line, within the last 24 hours (default: operators).

${stageUsage}
`;

/** `npm run dashboard`: status 0 when it was printed, 1 when it could not be read. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: stageOptions, allowPositionals: true });
  if (values.help) {
    console.log(usage);
    return;
  }
  const [kind = "operators"] = positionals;
  const access = findStack(values, process.env);
  const client = new CloudWatchClient(access.client);
  try {
    const name = `${access.prefix}-${kind}`;
    const { DashboardBody = "" } = await client.send(new GetDashboardCommand({ DashboardName: name }));
    const widgets = await Promise.all(readWidgets(DashboardBody).map((widget) => readValues(client, widget)));
    console.log(renderDashboard(name, widgets, createPaint(wantsColour(process.stdout, process.env))));
  } catch (error) {
    throw explainFailure(error, access);
  }
}

async function readValues(client: CloudWatchClient, widget: ReadableWidget): Promise<WidgetValues> {
  const { title, periodSeconds, queries, alarms } = widget;
  return {
    title,
    periodSeconds,
    lines: queries.length === 0 ? [] : await newestValues(client, widget),
    alarms: alarms.length === 0 ? [] : await statesOf(client, alarms),
  };
}

async function newestValues(client: CloudWatchClient, { queries }: ReadableWidget): Promise<WidgetValues["lines"]> {
  const now = Date.now();
  const { MetricDataResults = [] } = await client.send(
    new GetMetricDataCommand({
      StartTime: new Date(now - 86_400_000),
      EndTime: new Date(now),
      ScanBy: "TimestampDescending",
      MetricDataQueries: [...queries],
    }),
  );
  return MetricDataResults.map(({ Label = "", Values = [] }) => ({ label: Label, value: Values[0] }));
}

async function statesOf(client: CloudWatchClient, names: readonly string[]): Promise<WidgetValues["alarms"]> {
  const { MetricAlarms = [], CompositeAlarms = [] } = await client.send(
    new DescribeAlarmsCommand({ AlarmNames: [...names], AlarmTypes: ["MetricAlarm", "CompositeAlarm"] }),
  );
  return [...MetricAlarms, ...CompositeAlarms].map(({ AlarmName = "", StateValue = "" }) => ({
    name: AlarmName,
    state: StateValue,
  }));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});

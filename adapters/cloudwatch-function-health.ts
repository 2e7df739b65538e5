import { type CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { type CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { metricNamespace } from "../domain/metrics/catalogue.ts";
import type { FunctionFigures } from "../domain/remedy/find-ailment.ts";
import type { FunctionHealth } from "../ports/function-health.ts";
import { transient } from "../runtime/faults.ts";
import { faultOf } from "./aws-faults.ts";

/** What is asked of each function. One minute is the finest period that CloudWatch keeps of these metrics, and any window is made of whole ones. */
const questions = [
  { figure: "invocations", namespace: "AWS/Lambda", metric: "Invocations", dimension: "FunctionName", stat: "Sum" },
  { figure: "errors", namespace: "AWS/Lambda", metric: "Errors", dimension: "FunctionName", stat: "Sum" },
  { figure: "longestMs", namespace: "AWS/Lambda", metric: "Duration", dimension: "FunctionName", stat: "Maximum" },
  {
    figure: "memoryPercent",
    namespace: metricNamespace,
    metric: "MemoryUtilization",
    dimension: "Function",
    stat: "Maximum",
  },
] as const;
const periodSeconds = 60;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const queriesPerCall = 500;
/** Pages of one search or call; CloudWatch may return empty ones on the way. */
const pagesAllowed = 10;

/** What stands in the line with which AWS Lambda tells that it ended an environment for want of memory. */
const killPattern = '"Runtime exited with error: signal"';

/** How functions fare, out of CloudWatch's metrics and their own logs. */
export function createFunctionHealth(metrics: CloudWatchClient, logs: CloudWatchLogsClient): FunctionHealth {
  return {
    async measure(functionNames, from, to) {
      const values = new Map<string, readonly number[]>();
      const queries = functionNames.flatMap(queriesOf);
      for (let at = 0; at < queries.length; at += queriesPerCall) {
        await ask(queries.slice(at, at + queriesPerCall), from, to, values);
      }
      return functionNames.map((functionName, index) => figuresOf(functionName, index, values));
    },
    async countKills(functionName, from, to) {
      let kills = 0;
      let nextToken: string | undefined;
      for (let page = 0; page < pagesAllowed; page += 1) {
        const input = {
          logGroupName: `/aws/lambda/${functionName}`,
          filterPattern: killPattern,
          startTime: from,
          endTime: to,
          ...(nextToken !== undefined && { nextToken }),
        };
        const answer = await guarded("search the log", () => logs.send(new FilterLogEventsCommand(input)));
        kills += answer.events?.length ?? 0;
        nextToken = answer.nextToken;
        if (nextToken === undefined) return kills;
      }
      throw transient(`the log of ${functionName} has too many pages`);
    },
  };

  async function ask(
    queries: readonly MetricDataQuery[],
    from: number,
    to: number,
    values: Map<string, readonly number[]>,
  ): Promise<void> {
    let nextToken: string | undefined;
    for (let page = 0; page < pagesAllowed; page += 1) {
      const input = {
        MetricDataQueries: [...queries],
        StartTime: new Date(from),
        EndTime: new Date(to),
        ...(nextToken !== undefined && { NextToken: nextToken }),
      };
      const answer = await guarded("read the metrics of functions", () =>
        metrics.send(new GetMetricDataCommand(input)),
      );
      for (const { Id = "", Values = [] } of answer.MetricDataResults ?? []) {
        values.set(Id, [...(values.get(Id) ?? []), ...Values]);
      }
      nextToken = answer.NextToken;
      if (nextToken === undefined) return;
    }
    throw transient("the metrics of functions have too many pages");
  }
}

function queriesOf(functionName: string, index: number): MetricDataQuery[] {
  return questions.map(({ figure, namespace, metric, dimension, stat }) => ({
    Id: idOf(figure, index),
    MetricStat: {
      Metric: { Namespace: namespace, MetricName: metric, Dimensions: [{ Name: dimension, Value: functionName }] },
      Period: periodSeconds,
      Stat: stat,
    },
  }));
}

const idOf = (figure: (typeof questions)[number]["figure"], index: number) => `${figure.toLowerCase()}${index}`;

function figuresOf(
  functionName: string,
  index: number,
  values: ReadonlyMap<string, readonly number[]>,
): FunctionFigures {
  const of = (figure: (typeof questions)[number]["figure"]) => values.get(idOf(figure, index)) ?? [];
  const sum = (list: readonly number[]) => list.reduce((total, value) => total + value, 0);
  return {
    functionName,
    invocations: sum(of("invocations")),
    errors: sum(of("errors")),
    longestMs: Math.max(0, ...of("longestMs")),
    memoryPercent: Math.max(0, ...of("memoryPercent")),
  };
}

async function guarded<T>(what: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    throw faultOf(error, what);
  }
}

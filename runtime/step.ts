import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import type { MetricUnit } from "@aws-lambda-powertools/metrics/types";
import middy from "@middy/core";
import type { Context } from "aws-lambda";
import type { z } from "zod";
import { Fault } from "./faults.ts";
import { parse } from "./parse.ts";

/** The part of Powertools' metrics that steps use. */
export interface StepMetrics {
  addDimensions(dimensions: Record<string, string>): unknown;
  /** Stands in the log line, not in the metric: by it a line is found again. */
  addMetadata(key: string, value: string): unknown;
  addMetric(name: string, unit: MetricUnit, value: number): unknown;
}

/** What a step is handed beside its dependencies and input. */
export interface StepTools {
  readonly logger: Logger;
  readonly metrics: StepMetrics;
  /** Milliseconds until AWS Lambda ends this invocation. */
  readonly remainingMs: () => number;
}

/** A step: pure wiring of an input schema to a function of dependencies and input. */
export interface StepDefinition<Input extends z.ZodType, Dependencies, Output> {
  /** `<machine>.<step>`, e.g. `utterance.classify-intent`: the service name in logs. */
  readonly service: string;
  readonly input: Input;
  readonly dependencies: Dependencies;
  readonly run: (dependencies: Dependencies, input: z.output<Input>, tools: StepTools) => Promise<Output> | Output;
}

/** The namespace of every metric. */
export const metricNamespace = "aicc";

/**
 * Makes a Lambda handler of a step: parses the input (ContractViolation when it does not fit), runs the step, flushes metrics as EMF.
 * A fault is logged once by name and message, then thrown on, so that the caller's Retry and Catch decide.
 */
export function step<Input extends z.ZodType, Dependencies, Output>(
  definition: StepDefinition<Input, Dependencies, Output>,
) {
  const logger = new Logger({ serviceName: definition.service });
  const metrics = new Metrics({ namespace: metricNamespace, serviceName: definition.service });
  const publish = () => {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  };
  return middy<unknown, Output>()
    .after(publish)
    .onError((request) => {
      publish();
      const { error, context } = request;
      const about = { requestId: context.awsRequestId };
      if (error instanceof Fault) logger.error(`${error.name}: ${error.message}`, about);
      else
        logger.error("unexpected error", { ...about, errorName: error?.name ?? "unknown", stack: error?.stack ?? "" });
    })
    .handler(async (event: unknown, context: Context) => {
      const input = parse(definition.input, event, `the input of ${definition.service}`);
      const tools = { logger, metrics, remainingMs: () => context.getRemainingTimeInMillis() };
      return definition.run(definition.dependencies, input, tools);
    });
}

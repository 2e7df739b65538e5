import { getHeapStatistics } from "node:v8";
import { Logger } from "@aws-lambda-powertools/logger";
import middy from "@middy/core";
import type { Context } from "aws-lambda";
import type { z } from "zod";
import type { Measurement } from "../domain/metrics/catalogue.ts";
import { tellingMemoryPercent } from "../domain/metrics/function-metrics.ts";
import { Fault, transient } from "./faults.ts";
import { type LineContext, metricLines } from "./metric-lines.ts";
import { parse } from "./parse.ts";

/** How a step tells CloudWatch what it has measured. What it may tell, and under which dimensions, is the catalogue's (domain/metrics). */
export interface StepMetrics {
  /** Keeps a measurement until the step ends, well or badly; then all are printed. */
  add(measurement: Measurement): void;
  /** Prints measurements now, at a time of their own: when this returns, AWS Lambda has them. Throws Transient when the invocation is over already. */
  print(measurements: readonly Measurement[], line: LineContext): void;
}

/** What a step is handed beside its dependencies and input. */
export interface StepTools {
  readonly logger: Logger;
  readonly metrics: StepMetrics;
  /** Milliseconds until AWS Lambda ends this invocation. */
  readonly remainingMs: () => number;
  /** Stands in the START and REPORT lines that AWS Lambda writes around the invocation's own. */
  readonly requestId: string;
}

/** A step: pure wiring of an input schema to a function of dependencies and input. */
export interface StepDefinition<Input extends z.ZodType, Dependencies, Output> {
  /** `<machine>.<step>`, e.g. `utterance.classify-intent`: the service name in logs. */
  readonly service: string;
  readonly input: Input;
  readonly dependencies: Dependencies;
  readonly run: (dependencies: Dependencies, input: z.output<Input>, tools: StepTools) => Promise<Output> | Output;
}

/** One invocation: what it has measured so far, and whether it is over. */
interface Invocation {
  readonly kept: Measurement[];
  isOver: boolean;
}

/**
 * Makes a Lambda handler of a step: parses the input (ContractViolation when it does not fit), runs the step, prints its metrics.
 * A fault is logged once by name and message, then thrown on, so that the caller's Retry and Catch decide.
 */
export function step<Input extends z.ZodType, Dependencies, Output>(
  definition: StepDefinition<Input, Dependencies, Output>,
) {
  const { service } = definition;
  const logger = new Logger({ serviceName: service });
  const invocations = new WeakMap<Context, Invocation>();
  const print: StepMetrics["print"] = (measurements, { at, about }) => {
    for (const line of metricLines(measurements, { at, about: { service, ...about } })) printLine(line);
  };
  const end = (context: Context) => {
    const invocation = invocations.get(context);
    if (!invocation || invocation.isOver) return;
    invocation.isOver = true;
    const measurements = [...invocation.kept, ...memoryMeasurements(context)];
    print(measurements, { at: Date.now(), about: { requestId: context.awsRequestId } });
  };
  return middy<unknown, Output>()
    .after(({ context }) => end(context))
    .onError((request) => {
      const { error, context } = request;
      end(context);
      const about = { requestId: context.awsRequestId };
      if (error instanceof Fault) logger.error(`${error.name}: ${error.message}`, about);
      else
        logger.error("unexpected error", { ...about, errorName: error?.name ?? "unknown", stack: error?.stack ?? "" });
    })
    .handler(async (event: unknown, context: Context) => {
      const invocation: Invocation = { kept: [], isOver: false };
      invocations.set(context, invocation);
      const input = parse(definition.input, event, `the input of ${service}`);
      return definition.run(definition.dependencies, input, {
        logger,
        metrics: {
          add: (measurement) => void invocation.kept.push(measurement),
          print(measurements, line) {
            // Middy ends an invocation shortly before its time-out, and what it was doing goes on when the environment thaws for the next one.
            if (invocation.isOver) throw transient(`the invocation ${context.awsRequestId} is over`);
            print(measurements, line);
          },
        },
        remainingMs: () => context.getRemainingTimeInMillis(),
        requestId: context.awsRequestId,
      });
    });
}

/** AWS Lambda puts a time and a level before what goes through `console`, and CloudWatch takes no such line for metrics. The write is synchronous. */
function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

function memoryMeasurements({ functionName, memoryLimitInMB }: Context): readonly Measurement[] {
  const { used_heap_size, external_memory } = getHeapStatistics();
  const percent = (100 * (used_heap_size + external_memory)) / (Number(memoryLimitInMB) * 1_048_576);
  if (!(percent >= tellingMemoryPercent)) return [];
  return [{ metric: "MemoryUtilization", value: Math.round(percent), dimensions: { Function: functionName } }];
}

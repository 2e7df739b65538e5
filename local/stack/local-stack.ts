import { join } from "node:path";
import { type Clock, wallClock } from "../clock.ts";
import type { Alarms } from "../cloudwatch/alarms.ts";
import type { LogStore } from "../cloudwatch/log-store.ts";
import type { MetricStore } from "../cloudwatch/metric-store.ts";
import { httpApiPrefix, startGateway } from "../gateway/gateway.ts";
import type { LocalService } from "../gateway/service.ts";
import type { PutFault } from "../kinesis/kinesis-service.ts";
import type { LambdaHost, LambdaHostTuning } from "../lambda/lambda-host.ts";
import type { StepFunctions } from "../step-functions/step-functions-service.ts";
import { isVirtualClock } from "../virtual-clock.ts";
import { createResources } from "./create-resources.ts";
import { createHostTime } from "./host-time.ts";
import type { ConnectResource, Unsupported } from "./resource-type.ts";
import { removeStackFile, writeStackFile } from "./stack-file.ts";
import { createStackServices, type StackServices } from "./stack-services.ts";
import { readTemplate } from "./template.ts";
import { createCodeUnpacker } from "./unpack-code.ts";

/** How a local stack is started. */
export interface LocalStackOptions {
  /** The project's directory: it holds `.serverless/` and gets `.aicc/`. The working directory unless told. */
  readonly directory?: string;
  /** Further services behind the same gateway, made for its URL: Kinesis Video, Transcribe, Comprehend. They are closed with the stack. */
  readonly services?: (gateway: {
    readonly endpointUrl: string;
    readonly region: string;
    readonly accountId: string;
  }) => readonly LocalService[];
  /** Values of the template's parameters, over their defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Shown in `.aicc/stack.json`: which engine stands behind a simulated service. */
  readonly engines?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  /** 0, the default, for any free port. */
  readonly port?: number;
  readonly lambda?: LambdaHostTuning;
  /** Makes puts to Kinesis fail, for tests. */
  readonly putFault?: PutFault;
  /** Variables for every function, on top of the stack's own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Told of each event or record that was lost because no destination took it; written to stderr unless told. */
  readonly onLost?: (from: string, reason: string) => void;
}

/** A packaged service, running on this machine. */
export interface LocalStack {
  /** `http://127.0.0.1:<port>`; HTTP/1.1 and h2c alike. */
  readonly endpointUrl: string;
  /** Variables with which an AWS SDK or the AWS CLI talks to this stack. */
  readonly environment: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  /** What `Ref` gives, and the ARN where there is one, by logical id. */
  readonly resources: Readonly<Record<string, { readonly ref: string; readonly arn?: string }>>;
  /** Everything in the template that has no effect here. */
  readonly unsupported: readonly Unsupported[];
  /** Resources of Amazon Connect, for whoever plays it. */
  readonly connect: readonly ConnectResource[];
  /** URLs of the HTTP APIs, by API id. */
  readonly httpApis: Readonly<Record<string, string>>;
  readonly functions: LambdaHost;
  readonly stepFunctions: StepFunctions;
  readonly metrics: MetricStore;
  readonly alarms: Alarms;
  readonly logs: LogStore;
  /** True when no event, asynchronous invocation or stream record is under way. Executions of machines are not looked at. */
  isIdle(): boolean;
  /** How many events, records or asynchronous invocations were lost. */
  lost(): number;
  /** Ends everything that the stack started. Safe to call twice. */
  close(): Promise<void>;
}

const region = "ap-northeast-2";
const accountId = "000000000000";

/**
 * Starts what `serverless package` wrote: creates the template's resources and runs its functions.
 * @throws Error naming the resource that cannot be created, or saying that nothing is packaged
 */
export async function startLocalStack(options: LocalStackOptions = {}): Promise<LocalStack> {
  const directory = options.directory ?? process.cwd();
  const packageDirectory = join(directory, ".serverless");
  const cacheDirectory = join(directory, ".aicc");
  const template = readTemplate(join(packageDirectory, "cloudformation-template-update-stack.json"));
  const clock = options.clock ?? wallClock;
  const gateway = await startGateway(options.port, clock.now);
  const time = isVirtualClock(clock) ? createHostTime(clock, gateway) : undefined;
  const { endpointUrl } = gateway;
  const environment = { ...clientEnvironment(endpointUrl), ...options.environment };
  let lost = 0;
  let closing: Promise<void> | undefined;
  const onLost = (from: string, reason: string) => {
    // What is cut off by the end of the stack is not lost: it ends with everything else.
    if (closing) return;
    lost += 1;
    (options.onLost ?? writeToStderr)(from, reason);
  };
  const services = createStackServices({
    clock,
    ...(time && { time }),
    region,
    accountId,
    endpointUrl,
    environment,
    cacheDirectory,
    lambda: options.lambda ?? {},
    onLost,
    ...(options.putFault ? { putFault: options.putFault } : {}),
  });
  const further = options.services?.({ endpointUrl, region, accountId }) ?? [];
  for (const service of [...services.all, ...further]) gateway.mount(service);
  const close = () => {
    closing ??= end(directory, services, further, gateway).finally(() => time?.close());
    return closing;
  };
  try {
    const unsupported: Unsupported[] = [];
    const connect: ConnectResource[] = [];
    const stackName = stackNameOf(template.Resources);
    const { created, outputs } = await createResources(
      { template, parameters: options.parameters ?? {}, pseudoParameters: pseudoParameters(stackName) },
      {
        stackName,
        region,
        accountId,
        endpointUrl,
        services,
        connect,
        unpackCode: createCodeUnpacker(packageDirectory, cacheDirectory),
        report: (entry) => void unsupported.push(entry),
      },
    );
    // The template names the instance by this parameter, and follows each contact with the machine of this name.
    const [, instanceId] = options.parameters?.ConnectInstanceArn?.split("/") ?? [];
    if (instanceId !== undefined) services.sampled.watchCalls(instanceId, `${stackName}-contact`);
    const httpApis = Object.fromEntries(
      [...services.httpApis.keys()].map((apiId) => [apiId, `${endpointUrl}${httpApiPrefix}${apiId}`]),
    );
    writeStackFile(directory, {
      pid: process.pid,
      endpointUrl,
      region,
      engines: { ...options.engines },
      outputs: { ...outputs },
      httpApis,
    });
    return {
      endpointUrl,
      environment,
      outputs,
      resources: Object.fromEntries(
        [...created].map(([logicalId, { ref, attributes }]) => [
          logicalId,
          { ref, ...(attributes.Arn ? { arn: attributes.Arn } : {}) },
        ]),
      ),
      unsupported,
      connect,
      httpApis,
      functions: services.functions,
      stepFunctions: services.stepFunctions,
      metrics: services.metrics,
      alarms: services.alarms,
      logs: services.logs,
      isIdle: () => services.mappings.isIdle() && services.buses.pending() === 0 && services.functions.pending() === 0,
      lost: () => lost,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function end(
  directory: string,
  services: StackServices,
  further: readonly LocalService[],
  gateway: { close(): Promise<void> },
): Promise<void> {
  removeStackFile(directory);
  await Promise.all([services.close(), ...further.map((service) => service.close())]);
  await gateway.close();
}

/** What makes an AWS SDK, v3, talk to this stack and to nothing else: no profile of the user's is read. */
function clientEnvironment(endpointUrl: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpointUrl,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: "LOCALSTACKCLIENT",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

function pseudoParameters(stackName: string): Record<string, string> {
  return {
    "AWS::AccountId": accountId,
    "AWS::Partition": "aws",
    "AWS::Region": region,
    "AWS::StackId": `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/local`,
    "AWS::StackName": stackName,
    "AWS::URLSuffix": "amazonaws.com",
  };
}

/** The packaged template does not hold the stack's name, but the names of its functions begin with it. */
function stackNameOf(
  resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> }>
  >,
): string {
  const names = Object.values(resources).map(({ Properties }) => Properties.FunctionName);
  const name = names.find((candidate) => typeof candidate === "string");
  return typeof name === "string" ? name.slice(0, name.lastIndexOf("-")) : "local";
}

function writeToStderr(from: string, reason: string): void {
  process.stderr.write(`lost: ${from}: ${reason}\n`);
}

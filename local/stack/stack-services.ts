import { randomUUID } from "node:crypto";
import { createHttpApiService } from "../api-gateway/http-api-service.ts";
import type { HttpApi } from "../api-gateway/http-apis.ts";
import type { Clock } from "../clock.ts";
import { stateChangeDetail } from "../cloudwatch/alarm-messages.ts";
import { type Alarms, createAlarms } from "../cloudwatch/alarms.ts";
import { createCloudWatchService } from "../cloudwatch/cloudwatch-service.ts";
import type { Dashboards } from "../cloudwatch/dashboard-operations.ts";
import { createLogStore, type LogStore } from "../cloudwatch/log-store.ts";
import { createLogsService } from "../cloudwatch/logs-service.ts";
import { createMetricStore, type MetricStore } from "../cloudwatch/metric-store.ts";
import { createChance } from "../connect/chance.ts";
import { createEventBuses, type EventBuses } from "../event-bridge/event-bus.ts";
import { createEventsService } from "../event-bridge/events-service.ts";
import { createEventSourceMappingService } from "../event-sources/event-source-mapping-service.ts";
import { createEventSourceMappings, type EventSourceMappings } from "../event-sources/event-source-mappings.ts";
import { createFailureDestinations } from "../event-sources/failure-destination.ts";
import { simulatedServiceAccessKeyId } from "../gateway/credential-scope.ts";
import type { LocalService } from "../gateway/service.ts";
import { createServiceClient, type ServiceClient } from "../gateway/service-client.ts";
import { createKinesisService, type PutFault } from "../kinesis/kinesis-service.ts";
import { createStreamRegistry, type StreamRegistry } from "../kinesis/stream-registry.ts";
import type { HostTime } from "../lambda/environment-timekeeper.ts";
import { createLambdaHost, type LambdaHost, type LambdaHostTuning } from "../lambda/lambda-host.ts";
import { createLambdaService } from "../lambda/lambda-service.ts";
import { seededRandom } from "../speech/seeded-random.ts";
import { createStepFunctions, type StepFunctions } from "../step-functions/step-functions-service.ts";
import { createDynamoService } from "../storage/dynamo-service.ts";
import { createQueueRegistry } from "../storage/queues/queue-registry.ts";
import { createQueueService } from "../storage/queues/queue-service.ts";
import { type SendToQueue, sendToQueueOver } from "../storage/send-to-queue.ts";
import { createTopicAndObjectService } from "../storage/topic-and-object-service.ts";
import { alarmActionsOver } from "./alarm-actions.ts";
import { createExecutionLogs, type ExecutionLogs } from "./execution-logs.ts";
import { createExecutionStatusEvents } from "./execution-status-events.ts";
import { machineIntegrations } from "./machine-integrations.ts";
import { createSampledMetrics, type SampledMetrics } from "./sampled-metrics.ts";
import { createServiceMetrics } from "./service-metrics.ts";

/** What the services are made with. */
export interface StackServicesOptions {
  readonly clock: Clock;
  /** Given when the clock is a virtual one, for the functions to live in. */
  readonly time?: HostTime;
  readonly region: string;
  readonly accountId: string;
  /** The gateway's URL. */
  readonly endpointUrl: string;
  /** Variables that every function gets. */
  readonly environment: Readonly<Record<string, string>>;
  readonly cacheDirectory: string;
  readonly lambda: LambdaHostTuning;
  readonly putFault?: PutFault;
  /** Told of anything that was lost because no destination took it. */
  readonly onLost: (from: string, reason: string) => void;
}

/** The services behind the gateway, as the template's resources are created in them. */
export interface StackServices {
  readonly clock: Clock;
  readonly logs: LogStore;
  readonly metrics: MetricStore;
  readonly alarms: Alarms;
  readonly dashboards: Dashboards;
  readonly sampled: SampledMetrics;
  readonly functions: LambdaHost;
  readonly stepFunctions: StepFunctions;
  readonly executionLogs: ExecutionLogs;
  readonly buses: EventBuses;
  readonly streams: StreamRegistry;
  readonly httpApis: Map<string, HttpApi>;
  readonly mappings: EventSourceMappings;
  readonly client: ServiceClient;
  readonly sendToQueue: SendToQueue;
  readonly onLost: (from: string, reason: string) => void;
  /** What the gateway mounts. */
  readonly all: readonly LocalService[];
  /** Ends mappings first, then everything that they feed. */
  close(): Promise<void>;
}

/** Makes the services and connects them with each other. */
export function createStackServices(options: StackServicesOptions): StackServices {
  const { clock, region, accountId, onLost } = options;
  const client = createServiceClient(options.endpointUrl, region, simulatedServiceAccessKeyId);
  const sendToQueue = sendToQueueOver(client);
  const logs = createLogStore();
  const metrics = createMetricStore();
  const { cacheDirectory, environment } = options;
  // A simulated day can be repeated to the last identifier.
  // Each service and each function draws its own, for which of two asks first may be an accident of their threads.
  const idsOf = (service: string) => (options.time ? createChance(`identifiers/${service}`).uuid : randomUUID);
  const functionIds = new Map<string, () => string>();
  const idOfInvocation = (functionName: string) => {
    const ids = functionIds.get(functionName) ?? idsOf(functionName);
    functionIds.set(functionName, ids);
    return ids();
  };
  const randomOf = (service: string) => (options.time ? seededRandom(service) : Math.random);
  const serviceMetrics = createServiceMetrics(metrics, clock);
  const functions = serviceMetrics.watchFunctions(
    createLambdaHost({
      ...options.lambda,
      logs,
      metrics,
      clock,
      region,
      cacheDirectory,
      ids: idOfInvocation,
      ...(options.time && { time: options.time }),
      environment: () => environment,
      sendToQueue,
      services: client,
      onLost,
    }),
  );
  const executionLogs = createExecutionLogs(logs);
  const executionStatusEvents = createExecutionStatusEvents({ buses: () => buses, region, accountId });
  const stepFunctions = createStepFunctions({
    clock,
    ids: idsOf("states"),
    random: randomOf("states"),
    functions,
    integrations: machineIntegrations(client),
    onExecutionEvent: (execution, event) => {
      executionLogs.write(execution, event);
      executionStatusEvents.write(execution, event);
      serviceMetrics.onExecutionEvent(execution, event);
    },
  });
  const buses = createEventBuses({
    clock,
    ids: idsOf("events"),
    random: randomOf("events"),
    region,
    accountId,
    functions,
    services: client,
    sendToQueue,
    metrics,
    logs,
    onLost,
  });
  const idOfAlarmEvent = idsOf("alarms");
  const alarms = createAlarms({
    store: metrics,
    clock,
    act: alarmActionsOver(client, { region, accountId }),
    publish: (change, suppression) =>
      buses.publish("default", {
        version: "0",
        id: idOfAlarmEvent(),
        "detail-type": "CloudWatch Alarm State Change",
        source: "aws.cloudwatch",
        account: accountId,
        time: `${new Date(change.after.at).toISOString().slice(0, 19)}Z`,
        region,
        resources: [change.settings.arn],
        detail: stateChangeDetail(change, suppression),
      }),
    onLost,
  });
  const dashboards: Dashboards = new Map();
  const sampled = createSampledMetrics({ metrics, clock, client, stepFunctions, onLost });
  const streams = createStreamRegistry(region, accountId, clock.now);
  const httpApis = new Map<string, HttpApi>();
  const queues = createQueueRegistry({ clock, ids: idsOf("sqs"), region, accountId });
  const discard = createFailureDestinations({ services: client, sendToQueue, ids: idsOf("discarded"), now: clock.now });
  const mappings = createEventSourceMappings({
    clock,
    ids: idsOf("event-sources"),
    region,
    accountId,
    functions,
    getFunction: functions.getFunction,
    streams,
    queues,
    discard,
    onLost,
  });
  const all: readonly LocalService[] = [
    createEventSourceMappingService(mappings, createLambdaService(functions)),
    stepFunctions,
    createEventsService(buses, { clock, ids: idsOf("put-events"), region, accountId }),
    createKinesisService(streams, clock.now, serviceMetrics.watchPuts(options.putFault ?? (() => undefined))),
    createDynamoService({ region, accountId, clock, services: client }),
    createQueueService(queues, clock, accountId),
    createTopicAndObjectService(region, queues, onLost),
    createCloudWatchService({ metrics, alarms, dashboards, clock, region, accountId }),
    createLogsService(logs, (group) => `arn:aws:logs:${region}:${accountId}:log-group:${group}`),
    createHttpApiService({ apis: httpApis, functions, clock, accountId }),
  ];
  return {
    clock,
    logs,
    metrics,
    alarms,
    dashboards,
    sampled,
    functions,
    stepFunctions,
    executionLogs,
    buses,
    streams,
    httpApis,
    mappings,
    client,
    sendToQueue,
    onLost,
    all,
    async close() {
      sampled.close();
      mappings.close();
      executionStatusEvents.close();
      await Promise.all(all.map((service) => service.close()));
      client.close();
    },
  };
}

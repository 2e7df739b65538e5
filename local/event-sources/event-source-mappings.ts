import { z } from "zod";
import { parseInput } from "../gateway/parse-input.ts";
import { ServiceError } from "../gateway/service.ts";
import type { StreamRegistry } from "../kinesis/stream-registry.ts";
import type { FunctionConfiguration } from "../lambda/function-configuration.ts";
import type { QueueRegistry } from "../storage/queues/queue-registry.ts";
import { flag } from "./common-settings.ts";
import type { Connection, ConsumerDependencies } from "./consumer.ts";
import type { EventSource, MappingSettings } from "./event-source.ts";
import { openStreamSource } from "./kinesis/stream-source.ts";
import { createMapping, type Mapping, type MappingConfiguration } from "./mapping.ts";
import { openQueueSource } from "./sqs/queue-source.ts";

/** The event source mappings of the local stack: what feeds functions with records and messages. */
export interface EventSourceMappings {
  /**
   * @param settings those of CreateEventSourceMapping
   * @param uuid a new one unless told
   * @throws ServiceError when a setting is wrong, the source or the function does not exist, or both are connected already
   */
  create(settings: MappingSettings, uuid?: string): MappingConfiguration;
  /** @throws ServiceError `ResourceNotFoundException` */
  get(uuid: string): MappingConfiguration;
  list(of: { readonly eventSourceArn?: string; readonly functionName?: string }): readonly MappingConfiguration[];
  /** Changes the given settings; the others stay. Disabling ends with the batch under way, enabling goes on behind it. */
  update(uuid: string, settings: MappingSettings): MappingConfiguration;
  remove(uuid: string): MappingConfiguration;
  /** True when everything that has arrived for enabled mappings was processed or given up. */
  isIdle(): boolean;
  /** Ends all mappings. What is under way goes on to its next retry. */
  close(): void;
}

/** What the mappings need of the stack. */
export interface EventSourceMappingDependencies extends ConsumerDependencies {
  readonly region: string;
  readonly accountId: string;
  readonly streams: StreamRegistry;
  readonly queues: QueueRegistry;
  /** @throws ServiceError `ResourceNotFoundException` */
  readonly getFunction: (nameOrArn: string) => FunctionConfiguration;
}

const CreateInput = z.looseObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: flag.default(true),
});
const UpdateInput = z.looseObject({ FunctionName: z.string().nullish(), Enabled: flag.nullish() });

/** Makes an empty set of mappings. */
export function createEventSourceMappings(dependencies: EventSourceMappingDependencies): EventSourceMappings {
  const { region, accountId, streams, queues, getFunction, ids, clock } = dependencies;
  const mappings = new Map<string, Mapping>();

  const connect = (mappingId: string, sourceArn: string, nameOrArn: string): Connection => {
    const { functionName, functionArn, timeoutSeconds } = getFunction(nameOrArn);
    const roleArn = `arn:aws:iam::${accountId}:role/${functionName}`;
    return { mappingId, functionName, functionArn, functionTimeoutSeconds: timeoutSeconds, sourceArn, region, roleArn };
  };
  const openSource = (sourceArn: string): EventSource => {
    const service = sourceArn.split(":")[2];
    if (service === "kinesis") return openStreamSource(dependencies, streams.find(sourceArn));
    if (service === "sqs") return openQueueSource(dependencies, queues.find(sourceArn));
    throw new ServiceError(
      "InvalidParameterValueException",
      `EventSourceArn "${sourceArn}": here only Kinesis streams and SQS queues feed functions.`,
    );
  };
  const find = (uuid: string): Mapping => {
    const mapping = mappings.get(uuid);
    if (!mapping)
      throw new ServiceError("ResourceNotFoundException", "The resource you requested does not exist.", 404);
    return mapping;
  };
  const assertNew = ({ sourceArn, functionArn }: Connection) => {
    const [uuid] =
      [...mappings].find(([, mapping]) => {
        const { EventSourceArn, FunctionArn } = mapping.describe();
        return EventSourceArn === sourceArn && FunctionArn === functionArn;
      }) ?? [];
    if (uuid)
      throw new ServiceError(
        "ResourceConflictException",
        `The event source arn (" ${sourceArn} ") and function (" ${functionArn} ") provided mapping already exists. Please update or delete the existing mapping with UUID ${uuid}`,
        409,
      );
  };

  return {
    create(raw, uuid = ids()) {
      const { EventSourceArn, FunctionName, Enabled, ...settings } = parseInput(
        CreateInput,
        raw,
        "InvalidParameterValueException",
      );
      const connection = connect(uuid, EventSourceArn, FunctionName);
      assertNew(connection);
      const arn = `arn:aws:lambda:${region}:${accountId}:event-source-mapping:${uuid}`;
      const mapping = createMapping(openSource(EventSourceArn), connection, arn, clock.now);
      const configuration = mapping.configure({ settings, isEnabled: Enabled });
      mappings.set(uuid, mapping);
      return configuration;
    },
    get: (uuid) => find(uuid).describe(),
    list: ({ eventSourceArn, functionName }) => {
      const functionArn = functionName === undefined ? undefined : getFunction(functionName).functionArn;
      return [...mappings.values()]
        .map((mapping) => mapping.describe())
        .filter(({ EventSourceArn, FunctionArn }) => {
          const isOfSource = eventSourceArn === undefined || EventSourceArn === eventSourceArn;
          return isOfSource && (functionArn === undefined || FunctionArn === functionArn);
        });
    },
    update(uuid, raw) {
      const { FunctionName, Enabled, ...settings } = parseInput(UpdateInput, raw, "InvalidParameterValueException");
      const mapping = find(uuid);
      const connection = FunctionName ? connect(uuid, mapping.describe().EventSourceArn, FunctionName) : undefined;
      return mapping.configure({ settings, isEnabled: Enabled ?? undefined, ...(connection && { connection }) });
    },
    remove(uuid) {
      const mapping = find(uuid);
      mappings.delete(uuid);
      return mapping.remove();
    },
    isIdle: () => [...mappings.values()].every((mapping) => mapping.isIdle()),
    close() {
      for (const mapping of mappings.values()) mapping.remove();
    },
  };
}

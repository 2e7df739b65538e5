import { ServiceError } from "../gateway/service.ts";
import { createStream, type Stream } from "./stream.ts";

/** The data streams of the local stack. */
export interface StreamRegistry {
  /** @throws ServiceError `ResourceInUseException` when the name is taken */
  create(name: string, shardCount: number, retentionHours?: number): Stream;
  /** Finds a stream by name or ARN. @throws ServiceError `ResourceNotFoundException` */
  find(nameOrArn: string): Stream;
  list(): readonly Stream[];
}

/** Makes an empty registry. */
export function createStreamRegistry(region: string, accountId: string, now: () => number): StreamRegistry {
  const streams = new Map<string, Stream>();
  return {
    create(name, shardCount, retentionHours = 24) {
      if (streams.has(name))
        throw new ServiceError("ResourceInUseException", `Stream ${name} under account ${accountId} already exists.`);
      const arn = `arn:aws:kinesis:${region}:${accountId}:stream/${name}`;
      const stream = createStream({ name, arn, shardCount, retentionHours }, now);
      streams.set(name, stream);
      return stream;
    },
    find(nameOrArn) {
      const stream = streams.get(nameOrArn.slice(nameOrArn.lastIndexOf("/") + 1));
      if (!stream)
        throw new ServiceError(
          "ResourceNotFoundException",
          `Stream ${nameOrArn} under account ${accountId} not found.`,
        );
      return stream;
    },
    list: () => [...streams.values()],
  };
}

import { ServiceError } from "../gateway/service.ts";
import { createStream, type Stream, type StreamSettings } from "./stream.ts";

/** The data streams of the local stack. */
export interface StreamRegistry {
  /** @throws ServiceError `ResourceInUseException` when the name is taken */
  create(settings: Omit<StreamSettings, "arn">): Stream;
  /** Finds a stream by name or ARN. @throws ServiceError `ResourceNotFoundException` */
  find(nameOrArn: string): Stream;
  /** Forgets a stream; whoever still reads it finds nothing new. */
  remove(stream: Stream): void;
  /** In the order of their names. */
  list(): readonly Stream[];
}

/** Makes an empty registry. */
export function createStreamRegistry(region: string, accountId: string, now: () => number): StreamRegistry {
  const streams = new Map<string, Stream>();
  return {
    create(settings) {
      const { name } = settings;
      if (streams.has(name))
        throw new ServiceError("ResourceInUseException", `Stream ${name} under account ${accountId} already exists.`);
      const stream = createStream({ ...settings, arn: `arn:aws:kinesis:${region}:${accountId}:stream/${name}` }, now);
      streams.set(name, stream);
      return stream;
    },
    find(nameOrArn) {
      const name = nameOrArn.slice(nameOrArn.lastIndexOf("/") + 1);
      const stream = streams.get(name);
      if (!stream)
        throw new ServiceError("ResourceNotFoundException", `Stream ${name} under account ${accountId} not found.`);
      return stream;
    },
    remove: ({ name }) => void streams.delete(name),
    list: () => [...streams.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

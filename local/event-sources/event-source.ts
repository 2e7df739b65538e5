import type { Connection, Consumer } from "./consumer.ts";

/** Settings of a mapping in the spelling of AWS, checked or not. */
export type MappingSettings = Readonly<Record<string, unknown>>;

/** One end of a mapping: a stream or a queue, as one function consumes it. */
export interface EventSource {
  /** Checks settings. @throws ServiceError `InvalidParameterValueException` naming the setting */
  prepare(settings: MappingSettings, connection: Connection): PreparedConsumer;
}

/** A consumer that is ready to start. */
export interface PreparedConsumer {
  /** The settings with the defaults filled in. */
  readonly settings: MappingSettings;
  /** Starts to consume; where a former consumer stopped, when there was one. */
  start(): Consumer;
}

import { parseInput } from "../../gateway/parse-input.ts";
import type { Stream } from "../../kinesis/stream.ts";
import type { ConsumerDependencies } from "../consumer.ts";
import type { EventSource } from "../event-source.ts";
import { destinationKind } from "../failure-destination.ts";
import { parseRecordFilter } from "../record-filter.ts";
import { type Checkpoints, createCheckpoints } from "./checkpoints.ts";
import { startStreamConsumer } from "./stream-consumer.ts";
import { StreamSettings } from "./stream-settings.ts";

/** A stream as the source of one mapping. It remembers where the mapping began and how far it has come. */
export function openStreamSource(dependencies: ConsumerDependencies, stream: Stream): EventSource {
  let known: Checkpoints | undefined;
  return {
    prepare(raw, connection) {
      const settings = parseInput(StreamSettings, raw, "InvalidParameterValueException");
      parseRecordFilter(settings.FilterCriteria, "data");
      const destination = settings.DestinationConfig.OnFailure?.Destination;
      if (destination) destinationKind(destination);
      known ??= createCheckpoints(stream, settings);
      const checkpoints = known;
      return {
        settings,
        start: () => startStreamConsumer(dependencies, { stream, connection, settings, checkpoints }),
      };
    },
  };
}

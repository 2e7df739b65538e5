import { parseInput } from "../../gateway/parse-input.ts";
import { ServiceError } from "../../gateway/service.ts";
import type { Queue } from "../../storage/queues/queue.ts";
import type { ConsumerDependencies } from "../consumer.ts";
import type { EventSource } from "../event-source.ts";
import { parseRecordFilter } from "../record-filter.ts";
import { startQueueConsumer } from "./queue-consumer.ts";
import { QueueSettings } from "./queue-settings.ts";

/** A queue as the source of one mapping. It must hide its messages at least as long as the function may take. */
export function openQueueSource(dependencies: ConsumerDependencies, queue: Queue): EventSource {
  return {
    prepare(raw, connection) {
      const { functionTimeoutSeconds } = connection;
      const settings = parseInput(QueueSettings, raw, "InvalidParameterValueException");
      parseRecordFilter(settings.FilterCriteria, "body");
      const { FifoQueue, VisibilityTimeout } = queue.settings();
      if (FifoQueue === "true" && settings.BatchSize > 10)
        throw invalid("BatchSize: a FIFO queue gives at most 10 messages");
      if (FifoQueue === "true" && settings.MaximumBatchingWindowInSeconds > 0)
        throw invalid("Batching window is not supported for FIFO queues.");
      if (VisibilityTimeout < functionTimeoutSeconds)
        throw invalid(
          `Queue visibility timeout: ${VisibilityTimeout} seconds is less than Function timeout: ${functionTimeoutSeconds} seconds`,
        );
      return { settings, start: () => startQueueConsumer(dependencies, { queue, connection, settings }) };
    },
  };
}

function invalid(message: string): ServiceError {
  return new ServiceError("InvalidParameterValueException", message);
}

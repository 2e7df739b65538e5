import type { Clock } from "../../clock.ts";
import { type JsonOperation, serveJson } from "../../gateway/json-protocol.ts";
import type { LocalService } from "../../gateway/service.ts";
import { createMessageOperations } from "./message-operations.ts";
import { createQueueOperations } from "./queue-operations.ts";
import type { QueueRegistry } from "./queue-registry.ts";

/**
 * SQS in memory (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html), AWS JSON protocol: queues, messages
 * and their batches, long polling, tags. No permissions, no message moves, no query protocol (which today's SDKs and CLIs no longer speak).
 */
export function createQueueService(queues: QueueRegistry, clock: Clock, accountId: string): LocalService {
  const operations: Readonly<Record<string, JsonOperation>> = {
    ...createQueueOperations(queues, accountId),
    ...createMessageOperations(queues, clock),
  };
  return {
    signingNames: ["sqs"],
    handle: (request, response) => serveJson(operations, request, response),
    close: async () => queues.close(),
  };
}

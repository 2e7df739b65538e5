import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { wallClock } from "../../local/clock.ts";
import { simulatedServiceAccessKeyId } from "../../local/gateway/credential-scope.ts";
import type { LocalService } from "../../local/gateway/service.ts";
import { createServiceClient } from "../../local/gateway/service-client.ts";
import { createDynamoService } from "../../local/storage/dynamo-service.ts";

/** One write to DynamoDB, as far as a test chooses by it. */
export interface LedgerWrite {
  readonly operation: "PutItem" | "UpdateItem";
  /** Partition and sort key of the item. */
  readonly pk: string;
  readonly sk: string;
  /** The request's body. */
  readonly body: string;
}

/** What becomes of a write: nothing special, written without an answer, or not even written. */
export type Hold = "pass" | "write, but never answer" | "never write";

/** A DynamoDB whose answers a test may hold back for good, so that a function that waits for one is killed there by its time-out. */
export function createHoldingLedger(
  { endpointUrl, region, accountId }: { endpointUrl: string; region: string; accountId: string },
  hold: (write: LedgerWrite) => Hold,
): LocalService {
  const services = createServiceClient(endpointUrl, region, simulatedServiceAccessKeyId);
  const inner = createDynamoService({ region, accountId, clock: wallClock, services });
  return {
    ...inner,
    close: async () => {
      services.close();
      await inner.close();
    },
    async handle(request, response) {
      const bytes = await buffer(request);
      const write = writeIn(String(request.headers["x-amz-target"]), bytes.toString("utf8"));
      const fate = write ? hold(write) : "pass";
      if (fate === "never write") return;
      const { method, url, headers, httpVersion } = request;
      const again = Object.assign(Readable.from([bytes]), { method, url, headers, httpVersion });
      if (fate === "write, but never answer") Object.assign(response, { write: () => true, end: () => response });
      await inner.handle(again as unknown as typeof request, response);
    },
  };
}

function writeIn(target: string, body: string): LedgerWrite | undefined {
  const operation = target.endsWith(".PutItem") ? "PutItem" : target.endsWith(".UpdateItem") ? "UpdateItem" : undefined;
  if (!operation) return undefined;
  const { Item, Key } = JSON.parse(body);
  const { pk, sk } = Item ?? Key;
  return { operation, pk: pk.S, sk: sk.S, body };
}

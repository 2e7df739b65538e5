import { z } from "zod";
import type { Clock } from "../clock.ts";
import { ServiceError } from "../gateway/service.ts";
import type { ServiceClient } from "../gateway/service-client.ts";

/**
 * Deletes items whose time to live is over. AWS does so within a few days of that time
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html); here it happens before the next request to any table, once
 * an hour at most, so that nothing waits and nothing runs while nobody asks.
 */
export interface TimeToLive {
  /** Which attribute of a table's items says when they expire, in seconds since the epoch; `undefined` ends expiry. */
  configure(tableName: string, attribute: string | undefined): void;
  /** The attribute that is configured. */
  attributeOf(tableName: string): string | undefined;
  /** Deletes what has expired, when it is time to look again. */
  sweep(): Promise<void>;
}

const sweepEveryMs = 3_600_000;

/** A number further back than this is no expiry, says AWS: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html */
const oldestSeconds = 5 * 365 * 86_400;

const Table = z.object({ Table: z.object({ KeySchema: z.array(z.object({ AttributeName: z.string() })) }) });
const Page = z.object({
  Items: z.array(z.record(z.string(), z.unknown())),
  LastEvaluatedKey: z.record(z.string(), z.unknown()).optional(),
});

/** @param services reaches the tables */
export function createTimeToLive(clock: Clock, services: Pick<ServiceClient, "callJson">): TimeToLive {
  const attributes = new Map<string, string>();
  let sweptAt = clock.now();
  const call = (operation: string, input: Readonly<Record<string, unknown>>) =>
    services.callJson("dynamodb", `DynamoDB_20120810.${operation}`, input);

  const findExpired = async (TableName: string, attribute: string, seconds: number) => {
    const { Table: table } = Table.parse(await call("DescribeTable", { TableName }));
    const names = table.KeySchema.map(({ AttributeName }) => AttributeName);
    const keys: Record<string, unknown>[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = Page.parse(
        await call("Scan", {
          TableName,
          ProjectionExpression: names.map((_, index) => `#k${index}`).join(", "),
          FilterExpression: "#ttl BETWEEN :oldest AND :now",
          ExpressionAttributeNames: {
            "#ttl": attribute,
            ...Object.fromEntries(names.map((name, index) => [`#k${index}`, name])),
          },
          ExpressionAttributeValues: {
            ":oldest": { N: String(seconds - oldestSeconds) },
            ":now": { N: String(seconds) },
          },
          ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
        }),
      );
      keys.push(...page.Items);
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return keys;
  };
  const deleteExpired = async (TableName: string, attribute: string) => {
    const seconds = Math.floor(clock.now() / 1_000);
    for (const Key of await findExpired(TableName, attribute, seconds)) {
      await call("DeleteItem", {
        TableName,
        Key,
        ConditionExpression: "#ttl <= :now",
        ExpressionAttributeNames: { "#ttl": attribute },
        ExpressionAttributeValues: { ":now": { N: String(seconds) } },
      }).catch((error: unknown) => {
        // An item that was written anew meanwhile stays.
        if (!isNamed(error, "ConditionalCheckFailedException")) throw error;
      });
    }
  };
  return {
    configure(tableName, attribute) {
      if (attribute === undefined) attributes.delete(tableName);
      else attributes.set(tableName, attribute);
    },
    attributeOf: (tableName) => attributes.get(tableName),
    async sweep() {
      if (clock.now() - sweptAt < sweepEveryMs) return;
      // Noted before the requests of the sweep itself, which come by here too.
      sweptAt = clock.now();
      for (const [tableName, attribute] of attributes) {
        await deleteExpired(tableName, attribute).catch((error: unknown) => {
          if (!isNamed(error, "ResourceNotFoundException")) throw error;
          attributes.delete(tableName); // The table was deleted.
        });
      }
    },
  };
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof ServiceError && error.name === name;
}

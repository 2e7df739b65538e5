import type { Server } from "node:http";
import dynalite from "dynalite";
import { z } from "zod";
import type { Clock } from "../clock.ts";
import { serveJson } from "../gateway/json-protocol.ts";
import { parseInput } from "../gateway/parse-input.ts";
import type { LocalService } from "../gateway/service.ts";
import type { ServiceClient } from "../gateway/service-client.ts";
import { createTimeToLive, type TimeToLive } from "./time-to-live.ts";

/** What the tables are made with. */
export interface DynamoServiceOptions {
  readonly region: string;
  readonly accountId: string;
  /** What items' time to live goes by. */
  readonly clock: Clock;
  /** Reaches this service, for the deletion of expired items. */
  readonly services: Pick<ServiceClient, "callJson">;
}

/**
 * DynamoDB: dynalite, in memory, called within this process, and time to live beside it. Tables are ACTIVE at once.
 * dynalite has no transactions, streams or PartiQL (https://github.com/architect/dynalite).
 */
export function createDynamoService({ region, accountId, clock, services }: DynamoServiceOptions): LocalService {
  const server = withEnvironment({ AWS_REGION: region, AWS_ACCOUNT_ID: accountId }, () =>
    dynalite({ createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 }),
  );
  const timeToLive = createTimeToLive(clock, services);
  const operations = timeToLiveOperations(timeToLive, services);
  return {
    signingNames: ["dynamodb"],
    async handle(request, response) {
      await timeToLive.sweep();
      if (/\.(Describe|Update)TimeToLive$/.test(String(request.headers["x-amz-target"] ?? "")))
        return serveJson(operations, request, response);
      server.emit("request", request, response);
    },
    // The server was never opened; its tables end with the process.
    close: async () => {},
  };
}

const TableInput = z.object({ TableName: z.string() });
const UpdateInput = TableInput.extend({
  TimeToLiveSpecification: z.object({ AttributeName: z.string().min(1), Enabled: z.boolean() }),
});

function timeToLiveOperations(timeToLive: TimeToLive, services: Pick<ServiceClient, "callJson">) {
  const assertTable = (TableName: string) =>
    services.callJson("dynamodb", "DynamoDB_20120810.DescribeTable", { TableName });
  return {
    DescribeTimeToLive: async (raw: unknown) => {
      const { TableName } = parseInput(TableInput, raw);
      await assertTable(TableName);
      const AttributeName = timeToLive.attributeOf(TableName);
      return {
        TimeToLiveDescription: AttributeName
          ? { TimeToLiveStatus: "ENABLED", AttributeName }
          : { TimeToLiveStatus: "DISABLED" },
      };
    },
    UpdateTimeToLive: async (raw: unknown) => {
      const { TableName, TimeToLiveSpecification } = parseInput(UpdateInput, raw);
      await assertTable(TableName);
      const { AttributeName, Enabled } = TimeToLiveSpecification;
      timeToLive.configure(TableName, Enabled ? AttributeName : undefined);
      return { TimeToLiveSpecification };
    },
  };
}

/** dynalite reads the account and the region of its ARNs from the environment, once, while it is made. */
function withEnvironment(variables: Readonly<Record<string, string>>, make: () => Server): Server {
  const before = Object.keys(variables).map((name): [string, string | undefined] => [name, process.env[name]]);
  Object.assign(process.env, variables);
  try {
    return make();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

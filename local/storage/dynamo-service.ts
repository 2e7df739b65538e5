import type { Server } from "node:http";
import dynalite from "dynalite";
import type { LocalService } from "../gateway/service.ts";

/**
 * DynamoDB: dynalite, in memory, called within this process. Tables are ACTIVE at once.
 * dynalite has no transactions, streams, time to live or PartiQL (https://github.com/architect/dynalite).
 */
export function createDynamoService(region: string, accountId: string): LocalService {
  const server = withEnvironment({ AWS_REGION: region, AWS_ACCOUNT_ID: accountId }, () =>
    dynalite({ createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 }),
  );
  return {
    signingNames: ["dynamodb"],
    handle: (request, response) => void server.emit("request", request, response),
    // The server was never opened; its tables end with the process.
    close: async () => {},
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

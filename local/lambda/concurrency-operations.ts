import { z } from "zod";
import { readJsonBody, sendJson } from "../gateway/json-protocol.ts";
import { parseInput } from "../gateway/parse-input.ts";
import type { LambdaHost } from "./lambda-host.ts";
import { type LambdaOperation, sendRestJson } from "./lambda-operation.ts";

const Reservation = z.object({ ReservedConcurrentExecutions: z.int().min(0) });

/**
 * PutFunctionConcurrency, GetFunctionConcurrency and DeleteFunctionConcurrency. A reservation of 0 throttles every invocation.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
export function concurrencyOperations(host: LambdaHost): readonly LambdaOperation[] {
  return [
    {
      method: "PUT",
      path: /^\/2017-10-31\/functions\/([^/]+)\/concurrency$/,
      async handle({ name, request, response }) {
        const reservation = parseInput(Reservation, await readJsonBody(request), "InvalidParameterValueException");
        host.reserveConcurrency(name, reservation.ReservedConcurrentExecutions);
        sendRestJson(response, reservation);
      },
    },
    {
      method: "GET",
      path: /^\/2019-09-30\/functions\/([^/]+)\/concurrency$/,
      handle({ name, response }) {
        const reserved = host.reservedConcurrency(name);
        sendRestJson(response, reserved === undefined ? {} : { ReservedConcurrentExecutions: reserved });
      },
    },
    {
      method: "DELETE",
      path: /^\/2017-10-31\/functions\/([^/]+)\/concurrency$/,
      handle({ name, response }) {
        host.reserveConcurrency(name, undefined);
        sendJson(response, 204, undefined);
      },
    },
  ];
}

import type { LambdaClient } from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createAmazonClients } from "../../../local/connect/amazon-clients.ts";
import { callFunction } from "../../../local/connect/flow/call-function.ts";
import { FlowActionFailed, type FunctionCall } from "../../../local/connect/flow/flow-session.ts";
import { type Gateway, startGateway } from "../../../local/gateway/gateway.ts";
import { sendError } from "../../../local/gateway/json-protocol.ts";
import { ServiceError, type ServiceResponse } from "../../../local/gateway/service.ts";

/** What the function does at each try. */
type Try = (response: ServiceResponse) => void;

let gateway: Gateway;
let lambda: LambdaClient;
let tries: Try[];
let asked: number;

beforeEach(async () => {
  asked = 0;
  gateway = await startGateway();
  gateway.mount({
    signingNames: ["lambda"],
    handle(request, response) {
      request.resume();
      const next = tries[Math.min(asked, tries.length - 1)];
      asked += 1;
      next?.(response);
    },
    async close() {},
  });
  lambda = createAmazonClients(gateway.endpointUrl).lambda;
});

afterEach(async () => {
  lambda.destroy();
  await gateway.close();
});

const answers =
  (payload: unknown, headers: Record<string, string> = {}): Try =>
  (response) => {
    response.writeHead(200, { "content-type": "application/json", ...headers });
    response.end(typeof payload === "string" ? payload : JSON.stringify(payload));
  };
const refuses =
  (name: string, status: number): Try =>
  (response) =>
    sendError(response, new ServiceError(name, "not now", status));
const isSilent: Try = () => {};

const call = (more: Partial<FunctionCall> = {}): FunctionCall => ({
  functionArn: "arn:aws:lambda:ap-northeast-2:000000000000:function:aicc-dev-nextAction",
  timeLimitSeconds: 2,
  parameters: {},
  responseType: "STRING_MAP",
  waits: true,
  ...more,
});
const run = (more: Partial<FunctionCall> = {}, signal = new AbortController().signal) =>
  callFunction(lambda, call(more), {}, signal);

describe("a function called from a flow", () => {
  it("answers a flat object of strings", async () => {
    tries = [answers({ action: "listen" })];
    expect(await run()).toEqual({ action: "listen" });
  });

  it("is tried again after a throttle and a fault of the service, three times in all", async () => {
    tries = [refuses("TooManyRequestsException", 429), refuses("ServiceException", 500), answers({ ok: "yes" })];
    expect(await run()).toEqual({ ok: "yes" });
    tries = [refuses("ServiceException", 500)];
    asked = 0;
    await expect(run()).rejects.toThrow(FlowActionFailed);
    expect(asked).toBe(3);
  });

  it("is not tried again when it failed itself or does not exist", async () => {
    tries = [answers({ errorType: "Rejected", errorMessage: "no" }, { "x-amz-function-error": "Unhandled" })];
    await expect(run()).rejects.toThrow(/The function failed: .*Rejected/);
    tries = [refuses("ResourceNotFoundException", 404)];
    await expect(run()).rejects.toThrow(/could not be called/);
    expect(asked).toBe(2);
  });

  it("takes the error branch when it is slower than the flow's limit", async () => {
    tries = [isSilent];
    await expect(run({ timeLimitSeconds: 1 })).rejects.toThrow(/No answer within 1 s/);
  });

  it.each([
    ["nested", { deep: { er: "x" } }, /not a flat object of strings/],
    ["longer than 32 KB", { text: "가".repeat(11_000) }, /longer than 32768 bytes/],
    ["no JSON", "hello", /not JSON/],
  ])("takes the error branch for an answer that is %s", async (_what, payload, reason) => {
    tries = [answers(payload)];
    await expect(run()).rejects.toThrow(reason);
  });

  it("may answer nested JSON where the flow asks for JSON", async () => {
    tries = [answers({ deep: { er: "x" } })];
    expect(await run({ responseType: "JSON" })).toEqual({ deep: { er: "x" } });
  });

  it("is let go when the caller hangs up", async () => {
    tries = [isSilent];
    const hangUp = new AbortController();
    const running = run({ timeLimitSeconds: 8 }, hangUp.signal);
    setImmediate(() => hangUp.abort(new Error("hung up")));
    await expect(running).rejects.toThrow("hung up");
  });
});

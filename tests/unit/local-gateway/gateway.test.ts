import { connect as connectHttp2 } from "node:http2";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { callQuery } from "../../../local/gateway/call-query.ts";
import { type Gateway, startGateway } from "../../../local/gateway/gateway.ts";
import { serveJson } from "../../../local/gateway/json-protocol.ts";
import { type LocalService, ServiceError } from "../../../local/gateway/service.ts";
import { createServiceClient } from "../../../local/gateway/service-client.ts";

const sign = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=me/20260101/ap-northeast-2/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});
const echo = (name: string, ...signingNames: string[]): LocalService => ({
  signingNames,
  handle: async (request, response) =>
    void response.end(`${name} ${request.httpVersion} ${request.url} ${await text(request)}`),
  close: async () => {},
});

describe("the gateway", () => {
  let gateway: Gateway;
  beforeEach(async () => {
    gateway = await startGateway();
    gateway.mount(echo("states", "states"));
    gateway.mount(echo("api", "execute-api"));
  });
  afterEach(() => gateway.close());
  const get = async (path: string, headers: Record<string, string> = {}, body?: string) => {
    const answer = await fetch(gateway.endpointUrl + path, { headers, ...(body ? { method: "POST", body } : {}) });
    return `${answer.status} ${await answer.text()}`;
  };

  it("finds the service by the signing name of the request's signature, in the header or the query", async () => {
    expect(await get("/", sign("states"), "body")).toBe("200 states 1.1 / body");
    expect(await get("/x?X-Amz-Credential=me%2F20260101%2Fap-northeast-2%2Fstates%2Faws4_request")).toMatch(
      /^200 states 1\.1 \/x/,
    );
  });

  it("finds the service of an unsigned request by its target", async () => {
    expect(await get("/", { "x-amz-target": "AWSStepFunctions.ListExecutions" }, "{}")).toBe("200 states 1.1 / {}");
  });

  it("sends what stands under the HTTP API's prefix there, signed or not", async () => {
    expect(await get("/_aws/execute-api/id/path")).toBe("200 api 1.1 /_aws/execute-api/id/path ");
    expect(await get("/_aws/execute-api/id/path", sign("states"))).toMatch(/^200 api /);
  });

  it("speaks HTTP/2 in clear text on the same port", async () => {
    const session = connectHttp2(gateway.endpointUrl);
    const stream = session.request({ ":path": "/two", ":method": "POST", ...sign("states") });
    stream.end("body");
    expect(await text(stream)).toBe("states 2.0 /two body");
    session.destroy();
  });

  it("reads a request that arrives byte by byte", async () => {
    const socket = connect(Number(new URL(gateway.endpointUrl).port), "127.0.0.1");
    const request = `POST /slow HTTP/1.1\r\nhost: x\r\nauthorization: ${sign("states").authorization}\r\ncontent-length: 4\r\nconnection: close\r\n\r\nbody`;
    for (const character of request) {
      socket.write(character);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await text(socket)).toContain("states 1.1 /slow body");
  });

  it("answers in AWS's JSON that nobody is there, and who is", async () => {
    expect(await get("/", sign("athena"))).toMatch(/^404 .*UnknownServiceException.*athena.*execute-api, states/);
    expect(await get("/")).toMatch(/^403 .*MissingAuthenticationTokenException/);
  });

  it("answers a service's own crash with an internal failure", async () => {
    gateway.mount({
      signingNames: ["broken"],
      handle: () => Promise.reject(new Error("out of order")),
      close: async () => {},
    });
    expect(await get("/", sign("broken"))).toMatch(/^500 .*InternalFailure.*out of order/);
  });

  it("lets one service call another, and gives back the error under its own name", async () => {
    const operations = {
      Add: ({ a, b }: Record<string, unknown>) => ({ sum: Number(a) + Number(b) }),
    };
    gateway.mount({
      signingNames: ["calc"],
      handle: (request, response) => serveJson(operations, request, response),
      close: async () => {},
    });
    const client = createServiceClient(gateway.endpointUrl, "r", "key");
    expect(await client.callJson("calc", "Calc.Add", { a: 1, b: 2 })).toEqual({ sum: 3 });
    await expect(client.callJson("calc", "Calc.Divide", {})).rejects.toMatchObject({
      name: "UnknownOperationException",
    });
    client.close();
  });

  it("lets one service call another's query operation, and gives its errors by their codes", async () => {
    gateway.mount({
      signingNames: ["topics"],
      async handle(request, response) {
        const parameters = new URLSearchParams(await text(request));
        response.statusCode = parameters.get("Name") === null ? 404 : 200;
        const error = "<Error><Code>NotFound</Code><Message>No such topic.</Message></Error>";
        response.end(response.statusCode === 200 ? `<Name>${parameters.get("Name")}</Name>` : error);
      },
      close: async () => {},
    });
    const client = createServiceClient(gateway.endpointUrl, "r", "key");
    expect(await callQuery(client, "topics", { Action: "Make", Name: "한 & one" })).toBe("<Name>한 & one</Name>");
    await expect(callQuery(client, "topics", { Action: "Make" })).rejects.toMatchObject({
      name: "NotFound",
      message: "No such topic.",
      statusCode: 404,
    });
    client.close();
  });

  it("answers an error with the further members that its shape has", async () => {
    const refuse = () => {
      throw new ServiceError("Slower", "Too fast.", 429, { Reason: "CallerRate" });
    };
    gateway.mount({
      signingNames: ["calc"],
      handle: (request, response) => serveJson({ Add: refuse }, request, response),
      close: async () => {},
    });
    expect(await get("/", { ...sign("calc"), "x-amz-target": "Calc.Add" }, "{}")).toBe(
      '429 {"__type":"Slower","message":"Too fast.","Reason":"CallerRate"}',
    );
  });

  it("refuses a body that is no JSON by the name AWS gives that", async () => {
    gateway.mount({
      signingNames: ["calc"],
      handle: (request, response) => serveJson({ Add: () => ({}) }, request, response),
      close: async () => {},
    });
    expect(await get("/", { ...sign("calc"), "x-amz-target": "Calc.Add" }, "{nope")).toMatch(
      /^400 .*SerializationException/,
    );
  });
});

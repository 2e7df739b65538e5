import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { apiUrlOf, createApiCaller } from "../../../local/cli/trace/http-api.ts";
import type { StackAccess } from "../../../local/cli/trace/stack-access.ts";

const access = (outputs: Record<string, string>, endpoint?: string): StackAccess => ({
  client: {
    region: "ap-northeast-2",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    ...(endpoint && { endpoint }),
  },
  prefix: "aicc-dev",
  outputs,
  engines: {},
  place: "the stack of this test",
});
const regional = "https://abc123.execute-api.ap-northeast-2.amazonaws.com";

describe("the URL of the HTTP API", () => {
  it("is the template's output on AWS", () => expect(apiUrlOf(access({ HttpApiUrl: regional }))).toBe(regional));

  it("lies below the one endpoint of a local stack", () => {
    expect(apiUrlOf(access({ HttpApiUrl: regional }, "http://127.0.0.1:4566"))).toBe(
      "http://127.0.0.1:4566/_aws/execute-api/abc123",
    );
  });

  it("is taken as it is where it is no regional one", () => {
    const url = "http://127.0.0.1:4566/_aws/execute-api/abc123/";
    expect(apiUrlOf(access({}, "http://127.0.0.1:1"), url)).toBe(url.slice(0, -1));
  });

  it("has to be given where nothing tells it", () => {
    expect(() => apiUrlOf(access({}))).toThrow(/HTTP API of the stack of this test is not known.*--api URL/);
  });
});

describe("calling the HTTP API", () => {
  const seen: { request: IncomingMessage; body: string }[] = [];
  const server = createServer(async (request, response) => {
    seen.push({ request, body: await text(request) });
    const isList = request.method === "GET";
    response.writeHead(isList ? 200 : 502, { "content-type": "application/json" });
    response.end(isList ? '{"issues":[]}' : "<html>bad gateway</html>");
  });
  let url = "";
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/_aws/execute-api/abc123`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it("signs for execute-api", async () => {
    const call = createApiCaller(access({}), url);
    expect(await call("GET", "/issues")).toEqual({ status: 200, body: { issues: [] } });
    expect(seen[0]?.request.url).toBe("/_aws/execute-api/abc123/issues");
    expect(seen[0]?.request.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=local\/\d{8}\/ap-northeast-2\/execute-api\/aws4_request, SignedHeaders=\S*host\S*, Signature=[0-9a-f]{64}$/,
    );
  });

  it("sends a body as JSON, and gives an answer that is none as text", async () => {
    const reply = await createApiCaller(access({}), url)("POST", "/issues/ISS-001/resolution", {
      remedy: "환불했습니다",
    });
    expect(reply).toEqual({ status: 502, body: "<html>bad gateway</html>" });
    expect(JSON.parse(seen[1]?.body ?? "")).toEqual({ remedy: "환불했습니다" });
  });

  it("signs a query by itself, which AWS would refuse as a part of the path", async () => {
    const call = createApiCaller(access({}), url);
    await call("GET", "/issues");
    await call("GET", "/issues?state=open%2Ctaken");
    const [plain, queried] = seen.slice(-2);
    expect(queried?.request.url).toBe("/_aws/execute-api/abc123/issues?state=open%2Ctaken");
    expect(queried?.request.headers.authorization).not.toBe(plain?.request.headers.authorization);
  });
});

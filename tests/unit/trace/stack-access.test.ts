import { describe, expect, it } from "@jest/globals";
import { explainFailure } from "../../../local/cli/trace/explain-failure.ts";
import { createPaint, wantsColour } from "../../../local/cli/trace/paint.ts";
import { findStack } from "../../../local/cli/trace/stack-access.ts";

const endpointUrl = "http://127.0.0.1:4566";
const note = JSON.stringify({
  pid: 1,
  endpointUrl,
  region: "ap-northeast-2",
  outputs: { LedgerTableName: "t" },
  engines: { speech: "replay (simulated)" },
  httpApis: {},
});
const noNote = () => undefined;

describe("finding the stack", () => {
  it("takes the one that runs in this folder, with its outputs and engines", () => {
    const access = findStack({}, {}, () => note);
    expect(access.client).toMatchObject({ endpoint: endpointUrl, region: "ap-northeast-2" });
    expect(access.client.credentials).toBeDefined();
    expect(access.outputs).toEqual({ LedgerTableName: "t" });
    expect(access.engines).toEqual({ speech: "replay (simulated)" });
  });

  it("prefers the command line to the environment, and that to the folder", () => {
    const env = { AWS_ENDPOINT_URL: "http://127.0.0.1:2" };
    expect(findStack({ endpoint: "http://127.0.0.1:1" }, env, () => note).client.endpoint).toBe("http://127.0.0.1:1");
    expect(findStack({}, env, () => note).client.endpoint).toBe("http://127.0.0.1:2");
  });

  it("does not lend one stack the outputs of another", () => {
    expect(findStack({ endpoint: "http://127.0.0.1:1" }, {}, () => note).outputs).toEqual({});
  });

  it("leaves endpoint and credentials to the SDK for the stack on AWS", () => {
    expect(
      findStack({ aws: true, stage: "prod", region: "us-east-1" }, { AWS_ENDPOINT_URL: endpointUrl }, noNote),
    ).toMatchObject({
      client: { region: "us-east-1" },
      prefix: "aicc-prod",
    });
  });

  it("says how to start a stack when none runs", () => {
    expect(() => findStack({}, {}, noNote)).toThrow(/No stack runs in this folder.*npm start.*--endpoint/s);
  });

  it("refuses an endpoint that is no URL", () => {
    expect(() => findStack({ endpoint: "localhost4566" }, {}, noNote)).toThrow(/is no endpoint.*Example/);
  });

  it("says what to do with a note it cannot read", () => {
    expect(() => findStack({}, {}, () => "{}")).toThrow(/\.aicc\/stack\.json is not what a stack writes.*Delete it/);
  });
});

describe("explaining a failure", () => {
  const access = findStack({ endpoint: endpointUrl }, {}, noNote);
  const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });

  it("tells that the stack has gone", () => {
    for (const error of [refused, new AggregateError([refused]), new Error("could not read", { cause: refused })]) {
      expect(explainFailure(error, access).message).toBe(
        `Nobody answers at ${endpointUrl}: the stack no longer runs. Start it with: npm start`,
      );
    }
  });

  it("keeps what it cannot explain", () => {
    const error = new Error("something else");
    expect(explainFailure(error, access)).toBe(error);
  });
});

describe("colour", () => {
  it("is for a terminal only, and not where it is refused", () => {
    expect(wantsColour({ isTTY: true }, {})).toBe(true);
    expect(wantsColour({ isTTY: true }, { NO_COLOR: "1" })).toBe(false);
    expect(wantsColour({}, {})).toBe(false);
  });

  it("changes nothing when it is off", () => {
    expect(createPaint(false).bad("text")).toBe("text");
    expect(createPaint(true).bad("text")).not.toBe("text");
  });
});

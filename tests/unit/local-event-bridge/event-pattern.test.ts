import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { EventBridgeClient, TestEventPatternCommand } from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { wallClock } from "../../../local/clock.ts";
import type { EventBuses } from "../../../local/event-bridge/event-bus.ts";
import { parseEventPattern } from "../../../local/event-bridge/event-pattern.ts";
import { createEventsService } from "../../../local/event-bridge/events-service.ts";
import { type Gateway, startGateway } from "../../../local/gateway/gateway.ts";

const matches = (pattern: unknown, event: unknown) => parseEventPattern(JSON.stringify(pattern))(event);

describe("event patterns", () => {
  it("match exact values of any type, and a list when one of its values does", () => {
    expect(matches({ source: ["a", "b"] }, { source: "b" })).toBe(true);
    expect(matches({ detail: { n: [1] } }, { detail: { n: "1" } })).toBe(false);
    expect(matches({ detail: { tags: ["x"] } }, { detail: { tags: ["y", "x"] } })).toBe(true);
  });

  it("need every field of a pattern to match within the same object of a list", () => {
    const pattern = { detail: { a: [1], b: [2] } };
    expect(matches(pattern, { detail: [{ a: 1, b: 2 }] })).toBe(true);
    expect(
      matches(pattern, {
        detail: [
          { a: 1, b: 3 },
          { a: 0, b: 2 },
        ],
      }),
    ).toBe(false);
  });

  it("know numbers, beginnings, ends, absence, case, wildcards, addresses and alternatives", () => {
    const event = { detail: { n: 5, name: "Ab-CD", ip: "10.0.3.4" } };
    expect(matches({ detail: { n: [{ numeric: [">", 0, "<=", 5] }] } }, event)).toBe(true);
    expect(matches({ detail: { name: [{ prefix: { "equals-ignore-case": "aB" } }] } }, event)).toBe(true);
    expect(matches({ detail: { name: [{ suffix: "CD" }], other: [{ exists: false }] } }, event)).toBe(true);
    expect(matches({ detail: { name: [{ wildcard: "A*-*D" }] } }, event)).toBe(true);
    expect(matches({ detail: { ip: [{ cidr: "10.0.0.0/16" }] } }, event)).toBe(true);
    expect(matches({ detail: { $or: [{ n: [6] }, { name: [{ "anything-but": ["x"] }] }] } }, event)).toBe(true);
  });

  it.each([
    ["no object", "3"],
    ["no JSON", "{"],
    ["a plain value", '{"a": 1}'],
    ["an empty list", '{"a": []}'],
    ["an unknown operator", '{"a": [{"like": "x"}]}'],
  ])("are refused when they are %s", (_, text) => {
    expect(() => parseEventPattern(text)).toThrow(/^Event pattern is not valid\. Reason: /);
  });
});

const file = resolve("../shared/data/conformance/event-patterns.jsonl");
const describeRecorded = existsSync(file) ? describe : describe.skip;
if (!existsSync(file)) console.warn(`Skipped: the patterns that AWS answered are not at ${file}.`);

describeRecorded("patterns as AWS answered them", () => {
  let gateway: Gateway;
  let client: EventBridgeClient;

  beforeAll(async () => {
    gateway = await startGateway();
    const buses: EventBuses = {
      createBus() {},
      hasBus: () => true,
      putRule() {},
      rules: () => [],
      publish() {},
      pending: () => 0,
      settled: async () => {},
      close() {},
    };
    gateway.mount(createEventsService(buses, { clock: wallClock, region: "us-east-1", accountId: "000000000000" }));
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    client = new EventBridgeClient({ endpoint: gateway.endpointUrl, region: "us-east-1", credentials, maxAttempts: 1 });
  });
  afterAll(async () => {
    client.destroy();
    await gateway.close();
  });

  const cases = existsSync(file)
    ? readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line))
    : [];

  it.each(cases.map((recorded) => [recorded.name, recorded]))("%s", async (_, recorded) => {
    const command = new TestEventPatternCommand({
      Event: recorded.eventText ?? JSON.stringify(recorded.event),
      EventPattern: recorded.patternText ?? JSON.stringify(recorded.pattern),
    });
    const answer = await client.send(command).then(
      ({ Result }) => ({ result: Result ? "match" : "no-match", code: undefined }),
      (error) => ({ result: "invalid", code: error.name }),
    );
    expect(answer).toEqual({ result: recorded.expected, code: recorded.error?.code });
  });
});

import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { TestEventPatternCommand } from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { parseEventPattern } from "../../../local/event-bridge/event-pattern.ts";
import { readEventFields } from "../../../local/event-bridge/pattern/event-fields.ts";
import { openStage } from "./stage.ts";

const matchesText = (pattern: string, event: Record<string, unknown>) =>
  parseEventPattern(pattern)(readEventFields(event));
const matches = (pattern: unknown, event: Record<string, unknown>) => matchesText(JSON.stringify(pattern), event);
const holds = (condition: unknown, value: unknown) => matches({ f: [condition] }, { f: value });

describe("event patterns", () => {
  it("match exact values of any type, and a list when one of its values does", () => {
    expect(matches({ source: ["a", "b"] }, { source: "b" })).toBe(true);
    expect(matches({ detail: { n: [1] } }, { detail: { n: "1" } })).toBe(false);
    expect(matches({ detail: { tags: ["x"] } }, { detail: { tags: ["y", "x"] } })).toBe(true);
    expect([holds(null, null), holds(null, ""), holds(true, true), holds(false, 0)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it("match all members of an event's envelope, the name of a replay too", () => {
    const envelope = { id: "1", account: "0", region: "r", time: "2026-01-01T00:00:00Z", "replay-name": "again" };
    const pattern = { id: ["1"], account: ["0"], region: ["r"], time: [{ prefix: "2026-" }], "replay-name": ["again"] };
    expect(matches(pattern, envelope)).toBe(true);
    expect(matches({ "replay-name": [{ exists: false }] }, envelope)).toBe(false);
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

  it("keep lists within lists apart, and look for the one choice that fits", () => {
    const event = {
      calls: [
        { legs: [{ to: "a", ok: false }], channel: "voice" },
        {
          legs: [
            { to: "a", ok: true },
            { to: "b", ok: false },
          ],
          channel: "chat",
        },
      ],
    };
    expect(matches({ calls: { legs: { to: ["a"], ok: [true] }, channel: ["chat"] } }, event)).toBe(true);
    expect(matches({ calls: { legs: { to: ["a"], ok: [true] }, channel: ["voice"] } }, event)).toBe(false);
    expect(matches({ calls: { legs: { to: ["b"], ok: [true] } } }, event)).toBe(false);
  });

  it("ask for absence within the object that the other fields chose", () => {
    const event = { list: [{ name: "x", note: 1 }, { name: "y" }] };
    expect(matches({ list: { name: ["y"], note: [{ exists: false }] } }, event)).toBe(true);
    expect(matches({ list: { name: ["x"], note: [{ exists: false }] } }, event)).toBe(false);
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

  it.each<[unknown, unknown, boolean]>([
    [{ exactly: "a" }, "a", true],
    [{ prefix: "" }, "a", true],
    [{ prefix: "" }, 1, false],
    [{ suffix: { "equals-ignore-case": ".PNG" } }, "a.png", true],
    [{ "equals-ignore-case": "STRASSE" }, "strasse", true],
    [{ "anything-but": 5 }, "5", true],
    [{ "anything-but": "5" }, 5, true],
    [{ "anything-but": [1, 2] }, 2, false],
    [{ "anything-but": "a" }, ["a", "b"], true],
    [{ "anything-but": "a" }, [], false],
    [{ "anything-but": { "equals-ignore-case": ["A", "b"] } }, "B", false],
    [{ "anything-but": { suffix: ["x", "y"] } }, "az", true],
    [{ "anything-but": { wildcard: "*/dir/*" } }, "a/dir/b", false],
    [{ wildcard: "a\\*b\\\\c*" }, "a*b\\c!", true],
    [{ wildcard: "a\\*b" }, "axb", false],
    [{ wildcard: "*ab" }, "aab", true],
    [{ wildcard: "a*a" }, "a", false],
    [{ numeric: ["=", 300] }, 3.0e2, true],
    [{ numeric: ["<", 5_000_000_000] }, -5_000_000_000, true],
    [{ numeric: [">=", 0] }, 5_000_000_001, false],
    [{ numeric: [">", 0] }, 0.000001, true],
    [{ numeric: [">", 0] }, 0.1234567, false],
    [0.1234567, 0.1234567, true],
    [123_456_789_012, 123_456_789_012, true],
    [{ cidr: "2001:db8::/33" }, "2001:DB8:7FFF::1", true],
    [{ cidr: "2001:db8::/33" }, "2001:db8:8000::1", false],
    [{ cidr: "10.0.0.7/24" }, "10.0.0.6", false],
    [{ cidr: "0.0.0.0/0" }, "255.255.255.255", true],
    [{ cidr: "0.0.0.0/0" }, "::1", false],
    ["2001:db8::1", "2001:0db8:0:0:0:0:0:1", true],
    ["10.0.0.1", "10.0.0.2", false],
    [{ exists: true }, { deeper: 1 }, false],
    [{ exists: false }, [], true],
  ])("say of %j and %j: %s", (condition, value, expected) => {
    expect(holds(condition, value)).toBe(expected);
  });

  it("count the last of two equal paths, and know numbers whatever their spelling", () => {
    expect(matchesText('{"a": [1], "a": [2]}', { a: 2 })).toBe(true);
    expect(matchesText('{"a": {"b": [1]}, "a": {"c": [2]}}', { a: { b: 0, c: 2 } })).toBe(false);
    expect(matchesText('{"a": [3.0e2]}', { a: 300 })).toBe(true);
  });

  it("multiply nested and neighbouring alternatives, up to 1,000 combinations", () => {
    const pattern = {
      $or: [{ a: [1] }, { $or: [{ b: [1] }, { c: [1], d: [1] }] }],
      e: [1],
    };
    expect(matches(pattern, { c: 1, d: 1, e: 1 })).toBe(true);
    expect(matches(pattern, { c: 1, e: 1 })).toBe(false);
    const alternatives = (name: string) => ({ $or: Array.from({ length: 32 }, (_, value) => ({ [name]: [value] })) });
    const wide = JSON.stringify({ x: alternatives("a"), y: alternatives("b") });
    expect(() => parseEventPattern(wide)).toThrow("more than 1000 combinations");
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

  const leaf = fc.oneof(fc.constantFrom("a", "ab", "b", ""), fc.integer({ min: 0, max: 3 }), fc.constant(null));
  const presentTests = [
    leaf.map((value) => ({ entry: value as unknown, passes: (other: unknown) => other === value })),
    fc.constantFrom("a", "b").map((text) => ({
      entry: { prefix: text },
      passes: (other: unknown) => typeof other === "string" && other.startsWith(text),
    })),
    fc.integer({ min: 0, max: 3 }).map((bound) => ({
      entry: { numeric: ["<=", bound] },
      passes: (other: unknown) => typeof other === "number" && other <= bound,
    })),
    leaf
      .filter((value) => value !== null)
      .map((value) => ({
        entry: { "anything-but": value },
        passes: (other: unknown) => other !== undefined && other !== value,
      })),
    fc.constant({ entry: { exists: true }, passes: (other: unknown) => other !== undefined }),
  ];
  const absence = fc.constant({ entry: { exists: false }, passes: (other: unknown) => other === undefined });
  const names = ["p", "q", "r"];
  const item = fc.dictionary(fc.constantFrom(...names), leaf);
  type Wanted = Record<string, { readonly entry: unknown; readonly passes: (other: unknown) => boolean }[]>;
  const wantedOf = (tests: typeof presentTests) =>
    fc.dictionary(fc.constantFrom(...names), fc.array(fc.oneof(...tests), { minLength: 1, maxLength: 2 }), {
      minKeys: 1,
    });
  const patternOf = (wanted: Wanted) =>
    Object.fromEntries(Object.entries(wanted).map(([name, tests]) => [name, tests.map(({ entry }) => entry)]));
  const fits = (wanted: Wanted, one: Readonly<Record<string, unknown>>) =>
    Object.entries(wanted).every(([name, tests]) => tests.some(({ passes }) => passes(one[name])));

  it("agree with a plain reading of any small pattern and object", () => {
    fc.assert(
      fc.property(wantedOf([...presentTests, absence]), item, (wanted, one) => {
        expect(matches({ o: patternOf(wanted) }, { o: one })).toBe(fits(wanted, one));
      }),
      { numRuns: 500 },
    );
  });

  it("match a list of objects exactly when one of the objects matches", () => {
    fc.assert(
      fc.property(wantedOf(presentTests), fc.array(item, { maxLength: 4 }), (wanted, items) => {
        expect(matches({ list: patternOf(wanted) }, { list: items })).toBe(items.some((one) => fits(wanted, one)));
      }),
      { numRuns: 500 },
    );
  });

  it("match wildcards as a plain reading of them does", () => {
    const plain = (pattern: string, text: string): boolean => {
      if (pattern === "") return text === "";
      if (pattern.startsWith("*"))
        return plain(pattern.slice(1), text) || (text !== "" && plain(pattern, text.slice(1)));
      return text.startsWith(pattern.slice(0, 1)) && plain(pattern.slice(1), text.slice(1));
    };
    const text = fc.array(fc.constantFrom("a", "b"), { maxLength: 8 }).map((letters) => letters.join(""));
    const pattern = fc
      .array(fc.constantFrom("a", "b", "*"), { maxLength: 6 })
      .map((letters) => letters.join("").replace(/\*+/g, "*"));
    fc.assert(
      fc.property(pattern, text, (wildcard, value) => {
        expect(holds({ wildcard }, value)).toBe(plain(wildcard, value));
      }),
      { numRuns: 1_000 },
    );
  });
});

const file = resolve("../shared/data/conformance/event-patterns.jsonl");
const describeRecorded = existsSync(file) ? describe : describe.skip;
if (!existsSync(file)) console.warn(`Skipped: the patterns that AWS answered are not at ${file}.`);

describeRecorded("patterns as AWS answered them", () => {
  let stage: Awaited<ReturnType<typeof openStage>>;

  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  const cases = existsSync(file)
    ? readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line))
    : [];

  it.each(cases.map((recorded) => [recorded.name, recorded]))("%s", async (_, recorded) => {
    const message: string | undefined = recorded.error?.message
      .replaceAll("<partition>", "aws")
      .replaceAll("<region>", "us-east-1");
    // AWS quotes the pattern as it was sent, with blanks that the recording's own pattern has lost.
    const [, quoted] = /\(String\)"(.*?)"; line: /s.exec(message ?? "") ?? [];
    const command = new TestEventPatternCommand({
      Event: recorded.eventText ?? JSON.stringify(recorded.event),
      EventPattern: recorded.patternText ?? quoted ?? JSON.stringify(recorded.pattern),
    });
    const answer = await stage.client.send(command).then(
      ({ Result }) => ({ result: Result ? "match" : "no-match", code: undefined, message: undefined }),
      (error) => ({ result: "invalid", code: error.name, message: error.message }),
    );
    expect(answer).toEqual({ result: recorded.expected, code: recorded.error?.code, message });
  });
});

import { describe, expect, it } from "@jest/globals";
import { keepOnCall } from "../../../local/cli/start/on-call.ts";
import type { CallApi } from "../../../local/cli/trace/http-api.ts";
import { createChance } from "../../../local/connect/chance.ts";
import { readOwnDay } from "../../../local/traffic/day-spec.ts";
import { createVirtualClock } from "../../../local/virtual-clock.ts";
import type { Issue } from "../../../schemas/issue.ts";

const minute = 60_000;
const start = Date.parse("2026-03-03T00:00:00Z");
const { onCall } = readOwnDay("go-live");

const issue: Issue = {
  issueId: "ISS-001",
  severity: "medium",
  state: "open",
  source: "complaint",
  causeKey: "complaint#c",
  summary: "a complaint",
  occurrences: 1,
  contactIds: ["c"],
  contactCount: 1,
  openedAt: new Date(start).toISOString(),
  lastSeenAt: new Date(start).toISOString(),
};

describe("somebody on call", () => {
  it("takes an issue at the next look, resolves it when the time has come, and goes home at the end", async () => {
    const clock = createVirtualClock(start);
    const dayIsOver = new AbortController();
    let log: Issue[] = [issue];
    const done: [number, string, unknown][] = [];
    const call: CallApi = async (method, path, body) => {
      if (method === "GET") return { status: 200, body: { issues: log } };
      const at = (clock.now() - start) / minute;
      done.push([at, path, body]);
      const takenAt = new Date(clock.now()).toISOString();
      log = path.endsWith("/taking") ? log.map((each) => ({ ...each, state: "taken", takenAt })) : [];
      return { status: 200, body: issue };
    };
    const duty = keepOnCall({ call, clock, onCall, chance: createChance("x"), signal: dayIsOver.signal });
    await clock.advance(90 * minute);
    dayIsOver.abort();
    await duty;
    expect(done.map(([, path, body]) => [path, body])).toEqual([
      ["/issues/ISS-001/taking", { by: onCall.by }],
      ["/issues/ISS-001/resolution", onCall.remedies.complaint],
    ]);
    const [[taken] = [0], [resolved] = [0]] = done;
    expect(taken).toBe(onCall.looksEveryMin);
    expect(resolved - taken).toBeGreaterThanOrEqual(onCall.resolvesAfterMin.least);
    expect(resolved - taken).toBeLessThanOrEqual(onCall.resolvesAfterMin.most + onCall.looksEveryMin);
  });

  it("fails aloud when the API refuses", async () => {
    const clock = createVirtualClock(start);
    const call: CallApi = async () => ({ status: 500, body: { message: "broken" } });
    const duty = keepOnCall({ call, clock, onCall, chance: createChance("x"), signal: new AbortController().signal });
    const refused = expect(duty).rejects.toThrow("broken");
    await clock.advance(10 * minute);
    await refused;
  });
});

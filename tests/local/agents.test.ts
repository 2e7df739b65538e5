import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createAgentTime } from "../../adapters/dynamo-agent-time.ts";
import { reconcileDay } from "../../local/cli/reconcile/reconcile-day.ts";
import { dayAt } from "../../local/cli/reconcile/time-range.ts";
import { createVirtualClock } from "../../local/virtual-clock.ts";
import { type Centre, openCentre } from "../support/centre.ts";

/** A Monday, half past nine in Seoul. */
const start = Date.parse("2026-01-05T00:30:00.000Z");
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

describe("two agents, in simulated time", () => {
  const clock = createVirtualClock(start);
  let centre: Centre;
  let dynamo: DynamoDBDocumentClient;
  let cloudWatch: CloudWatchClient;
  beforeAll(async () => {
    centre = await openCentre({ clock });
    const client = {
      endpoint: centre.stack.endpointUrl,
      region: "ap-northeast-2",
      credentials: { accessKeyId: "tester", secretAccessKey: "secret" },
    };
    dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(client));
    cloudWatch = new CloudWatchClient(client);
  }, 180_000);
  afterAll(async () => {
    dynamo?.destroy();
    cloudWatch?.destroy();
    await centre?.close();
  });

  const talk = [
    { by: "agent", text: "네, 상담원입니다. 무엇을 도와드릴까요?" },
    { by: "caller", text: "확인 부탁드립니다." },
    { by: "agent", text: "처리해 드렸습니다." },
  ] as const;

  it("take contacts, and the figures of the day are what they did, in the ledger as in the metrics", async () => {
    const staff = centre.staff(2, 0.5);
    const asks = (says: readonly string[], from?: string) =>
      centre.call({ says, staff, speed: 1, talk, holdMs: 20_000, ...(from !== undefined && { from }) });
    const from = "+821000000077";

    const byBot = asks(["배송이 언제 오나요?"], from);
    await clock.runUntil(byBot.over);
    const agent = "상담원 연결해 주세요.";
    const others = ["환불하고 싶어요.", "결제가 안 돼요."].map((matter) => asks([matter, agent]));
    await clock.runUntil(Promise.all(others.map(({ over }) => over)));
    await clock.advance(hour);
    // Who comes back about the same is handed to an agent.
    const again = asks(["배송이 언제 오나요?"], from);
    await clock.runUntil(again.over);
    const loggedOutAt = clock.now();
    await clock.runUntil(staff.endShifts());
    await clock.advance(10 * minute);
    expect(staff.problems).toEqual([]);

    const taken = [...others, again];
    const closings = await Promise.all(
      taken.map(async ({ contactId }) => (await centre.ledger.readRecord(contactId))?.closing),
    );
    expect(closings.map((closing) => closing?.outcome)).toEqual(["agent", "agent", "agent"]);
    const handled = closings.reduce((sum, closing) => sum + (closing?.times.handleMs ?? 0), 0);
    expect(handled).toBeGreaterThan(3 * 21 * second);

    expect(centre.total("AgentContacts")).toBe(3);
    expect(centre.total("AgentDays")).toBe(2);
    expect(centre.total("AgentOnlineTime")).toBe(2 * (loggedOutAt - start));
    // Contact records tell whole seconds.
    expect(Math.abs(centre.total("AgentHandlingTime") - handled)).toBeLessThan(3 * second);
    const rung = 3 * second;
    expect(centre.total("AgentAvailableTime")).toBe(
      centre.total("AgentOnlineTime") - centre.total("AgentHandlingTime") - rung,
    );

    const time = createAgentTime(dynamo, centre.output("LedgerTableName"));
    const agents = await time.listAgents();
    const stretches = (
      await Promise.all(
        agents.map((id) =>
          time.listStretches(id, new Date(start - hour).toISOString(), new Date(clock.now()).toISOString()),
        ),
      )
    ).flat();
    expect(stretches.reduce((sum, { spentMs }) => sum + spentMs.hold, 0)).toBe(3 * 20 * second);
    expect(stretches.reduce((sum, { spentMs }) => sum + spentMs.afterContactWork, 0)).toBe(3 * second);

    // The first of the caller who came back, and those of the two others.
    expect(centre.total("FirstContacts")).toBe(3);
    expect(centre.total("FirstContactsResolved")).toBe(3);
    expect(centre.total("FirstContactsReturned")).toBe(1);

    const day = dayAt("2026-01-05", "+09:00");
    const found = await reconcileDay(dynamo, cloudWatch, centre.output("LedgerTableName"), day);
    expect(found.series.filter(({ isEqual }) => !isEqual)).toEqual([]);
    expect([found.unfinished, found.unfinishedTime]).toEqual([[], []]);
    const compared = found.series.map(({ metric }) => metric);
    for (const metric of ["AgentContacts", "AgentHandlingTime", "AgentDays", "FirstContactsReturned"])
      expect(compared).toContain(metric);
    expect(found.agents.reduce((sum, { contacts }) => sum + contacts, 0)).toBe(3);
  }, 180_000);

  it("are known by their ids alone", async () => {
    expect(JSON.stringify(await centre.everyItem())).not.toMatch(/Simulated|agent-[12]"/);
    expect(centre.everyLogLine().join()).not.toMatch(/"LastName"|"Username"/);
    expect(centre.lost).toEqual([]);
  });
});

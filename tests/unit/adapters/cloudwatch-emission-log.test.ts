import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createEmissionLog } from "../../../adapters/cloudwatch-emission-log.ts";
import { at, contactId } from "../../support/builders.ts";

const group = "/aws/lambda/aicc-dev-emitContactMetrics";
const claim = { requestId: "dead-request", at: at(60) };
const start = { message: "START RequestId: dead-request Version: $LATEST\n" };
const report = { message: "REPORT RequestId: dead-request\tDuration: 8000.00 ms\n" };
const metricLine = (emission: string) => ({
  message: JSON.stringify({ contactId, emission, requestId: "dead-request", Contacts: 1 }),
});

describe("the log as a witness", () => {
  const logs = mockClient(CloudWatchLogsClient);
  const find = () => createEmissionLog(new CloudWatchLogsClient({}), group).findEmission(contactId, "mine", claim);
  beforeEach(() => void logs.reset());

  it("looks for the claimant's lines around the time of its claim", async () => {
    logs.on(FilterLogEventsCommand).resolves({ events: [] });
    expect(await find()).toBe("not-known");
    expect(logs.commandCalls(FilterLogEventsCommand)[0]?.args[0].input).toEqual({
      logGroupName: group,
      filterPattern: '"dead-request"',
      startTime: Date.parse(at(0)),
      endTime: Date.parse(at(60 + 1_200)),
    });
  });
  it("knows nothing before the claimant's end is there", async () => {
    logs.on(FilterLogEventsCommand).resolves({ events: [start] });
    expect(await find()).toBe("not-known");
  });
  it("has seen the line, whether or not the end is there", async () => {
    logs.on(FilterLogEventsCommand).resolves({ events: [start, metricLine("mine")] });
    expect(await find()).toBe("printed");
  });
  it("has not seen the line when the claimant has ended without it, or with another one", async () => {
    logs.on(FilterLogEventsCommand).resolves({ events: [start, metricLine("another"), report] });
    expect(await find()).toBe("not-printed");
  });
  it("reads to the last page, empty ones included, before it judges", async () => {
    logs
      .on(FilterLogEventsCommand)
      .resolvesOnce({ events: [report], nextToken: "1" })
      .resolvesOnce({ events: [], nextToken: "2" })
      .resolvesOnce({ events: [metricLine("mine")] });
    expect(await find()).toBe("printed");
  });
  it("gives up an endless search, to be tried again", async () => {
    logs.on(FilterLogEventsCommand).resolves({ events: [], nextToken: "again" });
    await expect(find()).rejects.toMatchObject({ name: "Transient" });
  });
  it("calls a throttled search Transient and a refused one Rejected", async () => {
    logs.on(FilterLogEventsCommand).rejects(Object.assign(new Error(), { name: "ThrottlingException" }));
    await expect(find()).rejects.toMatchObject({ name: "Transient" });
    logs.on(FilterLogEventsCommand).rejects(Object.assign(new Error(), { name: "AccessDeniedException" }));
    await expect(find()).rejects.toMatchObject({ name: "Rejected" });
  });
});

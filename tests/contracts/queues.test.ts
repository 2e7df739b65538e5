import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import configuredHours from "../../domain/routing/data/opening-hours.json" with { type: "json" };
import configured from "../../domain/routing/data/queues.json" with { type: "json" };
import { QueueTable, queuesServedBy, queueTable } from "../../domain/routing/queue-table.ts";

const resources = readFileSync("flows/connect.yml", "utf8").split(/^ {2}(?=\w+:\n)/m);
const named = (name: string) => resources.find((resource) => resource.includes(`\${sls:stage}-${name}`)) ?? "";
const logicalId = (name: string) => /^\w+/.exec(named(name))?.[0] ?? `no resource named ${name}`;

describe("the table of queues", () => {
  it.each(queueTable.queues.map((queue) => [queue.name, queue] as const))(
    "makes the queue %s in Amazon Connect, with its hours, and tells the flow its ARN",
    (name, queue) => {
      expect(named(name)).toContain("Type: AWS::Connect::Queue");
      expect(named(name)).toContain(`!GetAtt ${logicalId(queue.hours === "always" ? "all-hours" : "opening-hours")}.`);
      expect(readFileSync("functions/flow/functions.yml", "utf8")).toContain(
        `"${name}":"\${${logicalId(name)}.QueueArn}"`,
      );
    },
  );

  it.each(queueTable.routingProfiles.map((profile) => [profile.name, profile] as const))(
    "gives agents of the profile %s the queues that they have the languages and skills for",
    (name, profile) => {
      const served = [...named(name).matchAll(/Priority: (\d), .*QueueArn: !GetAtt (\w+)\./g)];
      const expected = queuesServedBy(queueTable, profile);
      expect(served.map(([, , queue]) => queue)).toEqual(expected.map((queue) => logicalId(queue.name)));
      const most = Math.max(...expected.map(({ skills }) => skills.length));
      expect(served.map(([, priority]) => Number(priority))).toEqual(
        expected.map(({ skills }) => 1 + most - skills.length),
      );
    },
  );

  it("keeps the office hours of Amazon Connect and of the rules the same", () => {
    const days = [...named("opening-hours").matchAll(/Day: (\w{3})\w*, StartTime: (.*?), EndTime: (.*?) }$/gm)];
    const clock = (text = "") => {
      const [hours = "", minutes = ""] = [...text.matchAll(/\d+/g)].map(([digits]) => digits.padStart(2, "0"));
      return `${hours}:${minutes}`;
    };
    const inConnect = days.map(([, day = "", start, end]) => [day.toLowerCase(), [`${clock(start)}-${clock(end)}`]]);
    expect(inConnect).toEqual(Object.entries(configuredHours.weekly).filter(([, spans]) => spans.length > 0));
    expect(named("opening-hours")).toContain(`TimeZone: ${configuredHours.timeZone}`);
  });

  it.each([
    [
      "a group that there is not",
      { queues: [{ name: "a", languages: ["ko"], intentGroups: ["x"], skills: [], hours: "always" }] },
      /no intent group x/,
    ],
    ["a queue that nobody serves", { routingProfiles: [] }, /no routing profile serves it in ko/],
    ["an intent that there is not", { intentGroups: { billing: ["weather"] } }, /billing/],
  ])("refuses %s", (_what, wrong, message) => {
    expect(JSON.stringify(QueueTable.safeParse({ ...configured, ...wrong }).error?.issues)).toMatch(message);
  });
});

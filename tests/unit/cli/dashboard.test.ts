import { describe, expect, it } from "@jest/globals";
import { readWidgets } from "../../../local/cli/dashboard/read-widgets.ts";
import { renderDashboard } from "../../../local/cli/dashboard/render-dashboard.ts";
import { createPaint } from "../../../local/cli/trace/paint.ts";

const body = JSON.stringify({
  widgets: [
    { type: "text", properties: { markdown: "# A dashboard" } },
    {
      type: "metric",
      properties: {
        title: "Share",
        period: 3_600,
        metrics: [
          ["aicc", "Contacts", "Outcome", "bot", { stat: "Sum", id: "part", visible: false }],
          ["aicc", "Contacts", { stat: "Sum", id: "whole", visible: false }],
          [{ expression: "100 * part / whole", id: "share", label: "bot %" }],
        ],
      },
    },
    { type: "alarm", properties: { title: "Alarms", alarms: ["arn:aws:cloudwatch:r:0:alarm:aicc-dev-a"] } },
  ],
});

describe("a dashboard", () => {
  it("is read as queries and names of alarms", () => {
    const [share, alarms] = readWidgets(body);
    expect(share?.queries).toEqual([
      {
        Id: "part",
        ReturnData: false,
        MetricStat: {
          Metric: { Namespace: "aicc", MetricName: "Contacts", Dimensions: [{ Name: "Outcome", Value: "bot" }] },
          Period: 3_600,
          Stat: "Sum",
        },
      },
      {
        Id: "whole",
        ReturnData: false,
        MetricStat: {
          Metric: { Namespace: "aicc", MetricName: "Contacts", Dimensions: [] },
          Period: 3_600,
          Stat: "Sum",
        },
      },
      { Id: "share", ReturnData: true, Label: "bot %", Expression: "100 * part / whole" },
    ]);
    expect(alarms).toMatchObject({ title: "Alarms", queries: [], alarms: ["aicc-dev-a"] });
  });

  it("is printed with the newest values, and with the alarms that are not OK", () => {
    const text = renderDashboard(
      "aicc-dev-managers",
      [
        {
          title: "Share",
          periodSeconds: 3_600,
          alarms: [],
          lines: [
            { label: "봇 %", value: 63.157 },
            { label: "nothing yet", value: undefined },
          ],
        },
        {
          title: "Alarms",
          periodSeconds: 300,
          lines: [],
          alarms: [
            { name: "a", state: "OK" },
            { name: "b", state: "ALARM" },
          ],
        },
      ],
      createPaint(false),
    );
    expect(text.split("\n")).toEqual([
      "aicc-dev-managers",
      "",
      "Share (1 h)",
      "  봇 %                 63.2",
      "  nothing yet             -",
      "",
      "Alarms",
      "  1 of 2 are OK",
      "  ALARM  b",
    ]);
  });
});

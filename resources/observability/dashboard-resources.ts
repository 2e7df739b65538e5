import type { Dashboard, Line, Widget } from "../../domain/metrics/dashboards.ts";
import { dashboards } from "../../domain/metrics/dashboards.ts";
import type { Text } from "../../domain/metrics/metric.ts";
import { isFormula, type ResourceValue, type Series } from "../../domain/metrics/series.ts";
import { alarmNameOf, type TemplateResource } from "./alarm-resources.ts";
import { cloudFormationValue } from "./cloudformation-value.ts";

/** The dashboards as resources of the template, by logical id. */
export function dashboardResources(): Readonly<Record<string, TemplateResource>> {
  return Object.fromEntries(
    dashboards.map((dashboard) => [
      `${dashboard.name.charAt(0).toUpperCase()}${dashboard.name.slice(1)}Dashboard`,
      {
        Type: "AWS::CloudWatch::Dashboard",
        Properties: {
          DashboardName: `\${self:service}-\${sls:stage}-${dashboard.name}`,
          DashboardBody: joined(JSON.stringify(bodyOf(dashboard))),
        },
      },
    ]),
  );
}

/** A value of the template inside the body's text, until {@link joined} takes it out again. */
const placeholder = (value: unknown) => `<<${JSON.stringify(value)}>>`;

/** Text that CloudFormation puts together: what is known now between what is known once the stack exists. */
function joined(text: string): unknown {
  const parts = text.split(/<<(.*?)>>/).map((part, index) => {
    const isValue = index % 2 === 1;
    // Inside the body's text the quotation marks of a placeholder are escaped.
    const value: unknown = isValue ? JSON.parse(part.replaceAll('\\"', '"')) : part;
    return value;
  });
  return { "Fn::Join": ["", parts.filter((part) => part !== "")] };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
function bodyOf({ title, widgets }: Dashboard): unknown {
  let x = 0;
  let y = 2;
  const heading = { type: "text", x: 0, y: 0, width: 24, height: 2, properties: { markdown: `# ${both(title)}` } };
  const placed = widgets.map((widget) => {
    const width = widget.width * 2;
    if (x + width > 24) {
      x = 0;
      y += 6;
    }
    const place = { x, y, width, height: 6 };
    x += width;
    return { type: widget.kind === "alarms" ? "alarm" : "metric", ...place, properties: propertiesOf(widget) };
  });
  return { periodOverride: "auto", widgets: [heading, ...placed] };
}

function propertiesOf(widget: Widget): unknown {
  const title = both(widget.title);
  if (widget.kind === "alarms") return { title, alarms: widget.alarms.map(alarmArn) };
  return {
    title,
    view: widget.kind === "number" ? "singleValue" : "timeSeries",
    region: placeholder({ Ref: "AWS::Region" }),
    period: widget.periodSeconds,
    metrics: widget.lines.flatMap(metricsOf),
  };
}

function alarmArn(name: string): string {
  const place = `${placeholder({ Ref: "AWS::Partition" })}:cloudwatch:${placeholder({ Ref: "AWS::Region" })}`;
  return `arn:${place}:${placeholder({ Ref: "AWS::AccountId" })}:alarm:${alarmNameOf(name)}`;
}

/** A line as the array form of dashboards has it; a formula's inputs are there and not shown. */
function metricsOf({ label, source }: Line, index: number): readonly unknown[] {
  if (!isFormula(source)) return [seriesOf(source, { label: both(label) })];
  // Ids are the widget's, so each line's own begin with a letter of its own.
  const prefix = `l${index}`;
  const inputs = Object.entries(source.inputs);
  const expression = inputs.reduce(
    (text, [id]) => text.replaceAll(new RegExp(`\\b${id}\\b`, "g"), `${prefix}${id}`),
    source.expression,
  );
  return [
    ...inputs.map(([id, series]) => seriesOf(series, { id: `${prefix}${id}`, visible: false })),
    [{ expression, id: prefix, label: both(label) }],
  ];
}

function seriesOf({ namespace, metric, statistic, dimensions }: Series, more: Record<string, unknown>): unknown {
  const pairs = Object.entries(dimensions).flatMap(([name, value]) => [name, valueText(value)]);
  return [namespace, metric, ...pairs, { stat: statistic, ...more }];
}

function valueText(value: string | ResourceValue): string {
  return typeof value === "string" ? value : placeholder(cloudFormationValue(value));
}

const both = ({ en, ko }: Text) => (en === ko ? en : `${en} · ${ko}`);

import { z } from "zod";
import { flag } from "../../event-sources/common-settings.ts";
import { arnOf, parseProperties, physicalName, type ResourceType } from "../resource-type.ts";

const Properties = z.looseObject({
  TableName: z.string().optional(),
  TimeToLiveSpecification: z
    .object({ AttributeName: z.string().optional(), Enabled: flag })
    .refine(({ AttributeName, Enabled }) => !Enabled || AttributeName, "AttributeName must be given")
    .optional(),
});

/** What CreateTable is given, as the template has it. */
const passedOn = [
  "AttributeDefinitions",
  "KeySchema",
  "BillingMode",
  "GlobalSecondaryIndexes",
  "LocalSecondaryIndexes",
  "ProvisionedThroughput",
];

/** AWS::DynamoDB::Table */
export const dynamodbTable: ResourceType = {
  honoured: ["TableName", "TimeToLiveSpecification", ...passedOn],
  withoutEffect: {
    ContributorInsightsSpecification: "there are no insights",
    DeletionProtectionEnabled: "the stack ends with all its data",
    KinesisStreamSpecification: "changes are not streamed",
    OnDemandThroughput: "throughput is not limited",
    PointInTimeRecoverySpecification: "there are no backups",
    SSESpecification: "nothing is encrypted",
    StreamSpecification: "changes are not streamed",
    TableClass: "there is one class",
    Tags: "tags are not kept",
  },
  async create(request, context) {
    const { TableName, TimeToLiveSpecification } = parseProperties(Properties, request);
    const name = TableName ?? physicalName(context, request.logicalId);
    const given = Object.entries(request.properties).filter(([key]) => passedOn.includes(key));
    const call = (operation: string, input: Readonly<Record<string, unknown>>) =>
      context.services.client.callJson("dynamodb", `DynamoDB_20120810.${operation}`, { TableName: name, ...input });
    await call("CreateTable", Object.fromEntries(given));
    if (TimeToLiveSpecification?.Enabled) await call("UpdateTimeToLive", { TimeToLiveSpecification });
    return { ref: name, attributes: { Arn: arnOf(context, "dynamodb", `table/${name}`) } };
  },
};

import { z } from "zod";
import { arnOf, parseProperties, physicalName, type ResourceType } from "../resource-type.ts";

const Properties = z.looseObject({ TableName: z.string().optional() });

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
  honoured: ["TableName", ...passedOn],
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
    TimeToLiveSpecification: "items do not expire",
  },
  async create(request, context) {
    const name = parseProperties(Properties, request).TableName ?? physicalName(context, request.logicalId);
    const given = Object.entries(request.properties).filter(([key]) => passedOn.includes(key));
    await context.services.client.callJson("dynamodb", "DynamoDB_20120810.CreateTable", {
      TableName: name,
      ...Object.fromEntries(given),
    });
    return { ref: name, attributes: { Arn: arnOf(context, "dynamodb", `table/${name}`) } };
  },
};

import { z } from "zod";
import { parseProperties, type ResourceType, suffixOf } from "../resource-type.ts";

/** Most types name their instance by `InstanceArn`, associations by `InstanceId`; both take the ARN. */
const Properties = z.union([
  z.looseObject({ InstanceArn: z.string() }).transform(({ InstanceArn }) => InstanceArn),
  z.looseObject({ InstanceId: z.string() }).transform(({ InstanceId }) => InstanceId),
]);

/** Amazon Connect's resource kinds: the part of the ARN, and the name of the attribute that holds the ARN. */
const kinds: Readonly<Record<string, { readonly path: string; readonly attribute: string }>> = {
  "AWS::Connect::ContactFlow": { path: "contact-flow", attribute: "ContactFlowArn" },
  "AWS::Connect::ContactFlowModule": { path: "flow-module", attribute: "ContactFlowModuleArn" },
  "AWS::Connect::HoursOfOperation": { path: "operating-hours", attribute: "HoursOfOperationArn" },
  "AWS::Connect::InstanceStorageConfig": { path: "storage-config", attribute: "AssociationId" },
  "AWS::Connect::IntegrationAssociation": { path: "integration-association", attribute: "IntegrationAssociationId" },
  "AWS::Connect::Queue": { path: "queue", attribute: "QueueArn" },
  "AWS::Connect::QuickConnect": { path: "transfer-destination", attribute: "QuickConnectArn" },
  "AWS::Connect::RoutingProfile": { path: "routing-profile", attribute: "RoutingProfileArn" },
};

/** Types of Amazon Connect that are handed on to the simulated Connect. */
export const connectTypes: readonly string[] = Object.keys(kinds);

/** Any resource of Amazon Connect: kept with its resolved properties, for whoever plays Connect to honour or not. */
export const connectResource: ResourceType = {
  honoured: ["*"],
  create(request, { connect }) {
    const { logicalId, type, properties } = request;
    const instanceArn = parseProperties(Properties, request);
    const kind = kinds[type] ?? { path: "resource", attribute: "Arn" };
    const arn = `${instanceArn}/${kind.path}/${suffixOf(logicalId, 8)}-0000-4000-8000-${suffixOf(logicalId, 12)}`;
    connect.push({ logicalId, type, arn, properties });
    return { ref: arn, attributes: { Arn: arn, [kind.attribute]: arn } };
  },
};

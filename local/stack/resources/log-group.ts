import { z } from "zod";
import { arnOf, parseProperties, physicalName, type ResourceType } from "../resource-type.ts";

const Properties = z.object({ LogGroupName: z.string().optional() });

/** AWS::Logs::LogGroup */
export const logGroup: ResourceType = {
  honoured: ["LogGroupName"],
  withoutEffect: {
    RetentionInDays: "the newest lines are kept until the stack ends",
    KmsKeyId: "nothing is encrypted",
    DataProtectionPolicy: "log lines are not masked",
    Tags: "tags are not kept",
  },
  create(request, context) {
    const name = parseProperties(Properties, request).LogGroupName ?? physicalName(context, request.logicalId);
    context.services.logs.createGroup(name);
    return { ref: name, attributes: { Arn: `${arnOf(context, "logs", `log-group:${name}`)}:*` } };
  },
};

import { z } from "zod";
import { callQuery } from "../../gateway/call-query.ts";
import { arnOf, parseProperties, physicalName, type ResourceType } from "../resource-type.ts";

const Properties = z.object({
  TopicName: z.string().optional(),
  Subscription: z.array(z.object({ Protocol: z.string(), Endpoint: z.string() })).default([]),
});

/** AWS::SNS::Topic, with subscriptions of SQS queues. */
export const snsTopic: ResourceType = {
  honoured: ["TopicName", "Subscription"],
  withoutEffect: {
    DisplayName: "nobody is told by e-mail or text message",
    KmsMasterKeyId: "nothing is encrypted",
    Tags: "tags are not kept",
  },
  async create(request, context) {
    const { logicalId, type } = request;
    const properties = parseProperties(Properties, request);
    const name = properties.TopicName ?? physicalName(context, logicalId);
    const arn = arnOf(context, "sns", name);
    const { client } = context.services;
    await callQuery(client, "sns", { Action: "CreateTopic", Name: name });
    for (const { Protocol, Endpoint } of properties.Subscription) {
      if (Protocol === "sqs")
        await callQuery(client, "sns", { Action: "Subscribe", TopicArn: arn, Protocol, Endpoint });
      else
        context.report({
          logicalId,
          type,
          property: "Subscription",
          why: `messages go to SQS queues only, not by ${Protocol}`,
        });
    }
    return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
  },
};

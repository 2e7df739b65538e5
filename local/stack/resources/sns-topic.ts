import { z } from "zod";
import { arnOf, parseProperties, physicalName, type ResourceType, type StackContext } from "../resource-type.ts";

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
    await call(context, { Action: "CreateTopic", Name: name });
    for (const { Protocol, Endpoint } of properties.Subscription) {
      if (Protocol === "sqs") await call(context, { Action: "Subscribe", TopicArn: arn, Protocol, Endpoint });
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

async function call({ services }: StackContext, parameters: Readonly<Record<string, string>>): Promise<void> {
  const body = new URLSearchParams(parameters).toString();
  const reply = await services.client.send(
    "sns",
    "POST",
    "/",
    { "content-type": "application/x-www-form-urlencoded" },
    body,
  );
  if (reply.statusCode >= 300) throw new Error(`SNS ${parameters.Action}: ${reply.body.toString("utf8")}`);
}

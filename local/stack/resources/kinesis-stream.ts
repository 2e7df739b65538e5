import { z } from "zod";
import { parseProperties, physicalName, type ResourceType } from "../resource-type.ts";

const Properties = z.object({
  Name: z.string().optional(),
  ShardCount: z.coerce.number().int().positive().optional(),
  RetentionPeriodHours: z.coerce.number().positive().optional(),
});

/** Shards that an on-demand stream begins with: https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html */
const onDemandShards = 4;

/** AWS::Kinesis::Stream */
export const kinesisStream: ResourceType = {
  honoured: ["Name", "ShardCount", "RetentionPeriodHours"],
  withoutEffect: {
    StreamEncryption: "nothing is encrypted",
    StreamModeDetails: "streams keep the shards that they begin with",
    DesiredShardLevelMetrics: "there are no metrics of shards",
    Tags: "tags are not kept",
  },
  create(request, context) {
    const properties = parseProperties(Properties, request);
    const name = properties.Name ?? physicalName(context, request.logicalId);
    const stream = context.services.streams.create(
      name,
      properties.ShardCount ?? onDemandShards,
      properties.RetentionPeriodHours,
    );
    return { ref: name, attributes: { Arn: stream.arn } };
  },
};

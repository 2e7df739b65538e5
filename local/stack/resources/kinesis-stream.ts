import { z } from "zod";
import { onDemandShards } from "../../kinesis/stream-operations.ts";
import { parseProperties, physicalName, type ResourceType } from "../resource-type.ts";

const Properties = z.object({
  Name: z.string().optional(),
  ShardCount: z.coerce.number().int().positive().optional(),
  RetentionPeriodHours: z.coerce.number().min(24).max(8_760).default(24),
  MaxRecordSizeInKiB: z.coerce.number().int().min(1_024).max(10_240).default(1_024),
});

/** AWS::Kinesis::Stream */
export const kinesisStream: ResourceType = {
  honoured: Object.keys(Properties.shape),
  withoutEffect: {
    StreamEncryption: "nothing is encrypted",
    StreamModeDetails: "streams keep the shards that they begin with",
    DesiredShardLevelMetrics: "there are no metrics of shards",
    Tags: "tags are not kept",
  },
  create(request, context) {
    const properties = parseProperties(Properties, request);
    const name = properties.Name ?? physicalName(context, request.logicalId);
    const stream = context.services.streams.create({
      name,
      shardCount: properties.ShardCount ?? onDemandShards,
      retentionHours: properties.RetentionPeriodHours,
      maxRecordBytes: properties.MaxRecordSizeInKiB * 1_024,
    });
    return { ref: name, attributes: { Arn: stream.arn } };
  },
};

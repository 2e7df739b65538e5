import type { BatchSettings } from "./batch-delivery.ts";
import type { StreamRecord } from "./stream.ts";

/** The event that Lambda gets for a batch of Kinesis records. Source: https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html */
export function kinesisEvent({ streamArn, region, roleArn }: BatchSettings, records: readonly StreamRecord[]) {
  return {
    Records: records.map((record) => ({
      kinesis: {
        kinesisSchemaVersion: "1.0",
        partitionKey: record.partitionKey,
        sequenceNumber: record.sequenceNumber,
        data: record.data,
        approximateArrivalTimestamp: record.arrivedAt / 1_000,
      },
      eventSource: "aws:kinesis",
      eventVersion: "1.0",
      eventID: `${record.shardId}:${record.sequenceNumber}`,
      eventName: "aws:kinesis:record",
      invokeIdentityArn: roleArn,
      awsRegion: region,
      eventSourceARN: streamArn,
    })),
  };
}

import type { StreamRecord } from "../../kinesis/shard.ts";
import type { Connection } from "../consumer.ts";

/** The event that Lambda gets for a batch of Kinesis records. Source: https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html */
export function kinesisEvent(connection: Connection, records: readonly StreamRecord[]) {
  return { Records: records.map((record) => kinesisEventRecord(connection, record)) };
}

/** One record of the event; its data stays base64. */
export function kinesisEventRecord({ sourceArn, region, roleArn }: Connection, record: StreamRecord) {
  return {
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
    eventSourceARN: sourceArn,
  };
}

/** Makes a function that tells how many bytes a record takes in the JSON of an event. */
export function createRecordSizer(connection: Connection): (record: StreamRecord) => number {
  let envelopeBytes: number | undefined;
  return (record) => {
    const bytes = record.data.length + Buffer.byteLength(JSON.stringify(record.partitionKey));
    envelopeBytes ??= Buffer.byteLength(JSON.stringify(kinesisEventRecord(connection, record))) - bytes;
    return bytes + envelopeBytes + 1;
  };
}

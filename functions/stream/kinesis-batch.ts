import { z } from "zod";

/**
 * A batch of Kinesis records as AWS Lambda hands it over.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
 */
export const KinesisBatch = z.object({
  Records: z.array(
    z.object({
      eventID: z.string(),
      eventSourceARN: z.string(),
      kinesis: z.object({
        partitionKey: z.string(),
        sequenceNumber: z.string(),
        data: z.string(),
        approximateArrivalTimestamp: z.number(),
      }),
    }),
  ),
});
export type KinesisBatch = z.infer<typeof KinesisBatch>;
export type KinesisRecord = KinesisBatch["Records"][number];

/** Names the records to deliver again; Lambda goes back to the lowest (ReportBatchItemFailures). */
export interface BatchReply {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

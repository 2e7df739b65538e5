import {
  CreateStreamCommand,
  DescribeStreamCommand,
  GetDataEndpointCommand,
  type KinesisVideoClient,
} from "@aws-sdk/client-kinesis-video";
import { openProducer } from "../../kinesis-video/put-media-client.ts";
import { instanceArn, location } from "../instance.ts";
import type { ContactMediaStream, MediaStreams } from "./contact-media-stream.ts";

interface VideoStream {
  readonly name: string;
  readonly arn: string;
}

/**
 * Media streams on Kinesis Video as Connect keeps them: made when all others are in use, one live contact on each, used again by later contacts.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/plan-live-media-streams.html
 * @param accessKeyId whom the uploads are signed for
 */
export function createKinesisVideoStreams(client: KinesisVideoClient, accessKeyId: string): MediaStreams {
  const idle: VideoStream[] = [];
  let made = 0;

  const makeStream = async (): Promise<VideoStream> => {
    made += 1;
    const name = `aicc-dev-connect-live-media-${String(made).padStart(3, "0")}`;
    await client.send(new CreateStreamCommand({ StreamName: name, DataRetentionInHours: 1 }));
    const { StreamInfo } = await client.send(new DescribeStreamCommand({ StreamName: name }));
    if (!StreamInfo?.StreamARN) throw new Error(`Kinesis Video made the stream ${name} without an ARN.`);
    return { name, arn: StreamInfo.StreamARN };
  };

  return {
    async open(contactId, startedAt): Promise<ContactMediaStream> {
      const stream = idle.shift() ?? (await makeStream());
      const { DataEndpoint } = await client.send(
        new GetDataEndpointCommand({ StreamName: stream.name, APIName: "PUT_MEDIA" }),
      );
      if (!DataEndpoint) throw new Error(`Kinesis Video has no data endpoint for ${stream.name}.`);
      const producer = await openProducer({
        endpoint: DataEndpoint,
        streamName: stream.name,
        contactId,
        instanceId: instanceArn.slice(instanceArn.lastIndexOf("/") + 1),
        startedAt,
        region: location.region,
        accessKeyId,
      });
      return {
        streamArn: stream.arn,
        startFragmentNumber: producer.firstFragmentNumber,
        async send({ at, fromCustomer, toCustomer }) {
          await Promise.all([
            producer.write("AUDIO_FROM_CUSTOMER", bytesOf(fromCustomer), at),
            producer.write("AUDIO_TO_CUSTOMER", bytesOf(toCustomer), at),
          ]);
        },
        async stop() {
          await producer.close();
          idle.push(stream);
        },
      };
    },
  };
}

const bytesOf = (samples: Int16Array) => new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);

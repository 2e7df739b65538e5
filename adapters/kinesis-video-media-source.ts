import { GetDataEndpointCommand, type KinesisVideoClient } from "@aws-sdk/client-kinesis-video";
import { GetMediaCommand, KinesisVideoMediaClient, type StartSelector } from "@aws-sdk/client-kinesis-video-media";
import type { MediaConnection, MediaSource, MediaStart } from "../ports/media-source.ts";
import { type FaultName, transient } from "../runtime/faults.ts";
import { faultOf } from "./aws-faults.ts";

/**
 * Errors of Kinesis Video with a fault of their own
 * (https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/API_dataplane_GetMedia.html#API_dataplane_GetMedia_Errors).
 */
const faults: Readonly<Record<string, FaultName>> = {
  ClientLimitExceededException: "Transient",
  ConnectionLimitExceededException: "Transient",
  // Endpoints change; the next connection asks for a new one.
  InvalidEndpointException: "Transient",
  ResourceNotFoundException: "NotReady",
  NotAuthorizedException: "Rejected",
  InvalidArgumentException: "Rejected",
};

/**
 * Reads media with GetMedia.
 * @param control finds the data endpoint of a stream, anew for each connection
 * @param mediaAt makes the client for a data endpoint; one is made for each endpoint, and kept
 */
export function createMediaSource(
  control: KinesisVideoClient,
  mediaAt: (endpoint: string) => KinesisVideoMediaClient = (endpoint) => new KinesisVideoMediaClient({ endpoint }),
): MediaSource {
  const clients = new Map<string, KinesisVideoMediaClient>();

  const clientFor = async (streamArn: string) => {
    const where = new GetDataEndpointCommand({ StreamARN: streamArn, APIName: "GET_MEDIA" });
    const { DataEndpoint } = await control.send(where);
    if (!DataEndpoint) throw transient("Kinesis Video named no data endpoint for GetMedia");
    const client = clients.get(DataEndpoint) ?? mediaAt(DataEndpoint);
    clients.set(DataEndpoint, client);
    return client;
  };

  return {
    async openMedia(streamArn, start) {
      try {
        const client = await clientFor(streamArn);
        const request = new GetMediaCommand({ StreamARN: streamArn, StartSelector: selectorOf(start) });
        const { Payload } = await client.send(request);
        if (!Payload || !("destroy" in Payload)) throw transient("GetMedia answered without a stream of bytes");
        return connectionOf(Payload);
      } catch (error) {
        throw faultOf(error, "open the contact's media on Kinesis Video", faults);
      }
    },
  };
}

/**
 * FRAGMENT_NUMBER starts "with the chunk after a specific fragment", PRODUCER_TIMESTAMP with the one that holds the instant
 * (https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/API_dataplane_StartSelector.html).
 */
function selectorOf(start: MediaStart): StartSelector {
  return start.kind === "after"
    ? { StartSelectorType: "FRAGMENT_NUMBER", AfterFragmentNumber: start.fragmentNumber }
    : { StartSelectorType: "PRODUCER_TIMESTAMP", StartTimestamp: new Date(start.instantMs) };
}

/** The payload of the SDK under Node.js: a stream of bytes that can be destroyed. */
interface Payload extends AsyncIterable<unknown> {
  destroy(): unknown;
}

function connectionOf(payload: Payload): MediaConnection {
  let isClosed = false;
  return {
    async *[Symbol.asyncIterator]() {
      try {
        for await (const bytes of payload) {
          if (bytes instanceof Uint8Array) yield bytes;
        }
      } catch (error) {
        // Closing the payload ourselves ends the reading with an error of the stream, which is none.
        if (!isClosed) throw transient("the connection to Kinesis Video broke", { cause: error });
      }
    },
    close() {
      isClosed = true;
      payload.destroy();
    },
  };
}

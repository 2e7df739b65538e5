import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { ServerResponse } from "node:http";
import type { ServiceResponse } from "../gateway/service.ts";
import type { StoredFragment } from "./fragment-log.ts";
import type { VideoStream } from "./fragment-store.ts";
import { mkvMuxer } from "./mkv-muxer.ts";
import { findStart, type StartSelector } from "./start-selector.ts";

/** The service does not document the value of this header, only its form; consumers see this one. */
const contentType = "video/webm";

/**
 * Answers GetMedia: sends fragment after fragment from the selected one on, waits at the live edge for more, and sends no faster
 * than the client reads. Ends when the client goes away, or quietly, between two fragments, when `signal` is aborted.
 * A fragment that is not kept any more is told by the tags AWS_KINESISVIDEO_ERROR_CODE and AWS_KINESISVIDEO_ERROR_ID 4000
 * (https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/API_dataplane_GetMedia.html).
 */
export async function sendMedia(
  stream: VideoStream,
  selector: StartSelector,
  response: ServiceResponse,
  signal: AbortSignal,
): Promise<void> {
  const gone = new AbortController();
  const leave = () => gone.abort();
  response.once("close", leave);
  signal.addEventListener("abort", leave, { once: true });
  if (signal.aborted) leave();
  try {
    response.writeHead(200, { "content-type": contentType, "x-amzn-requestid": randomUUID() });
    if (response instanceof ServerResponse) response.flushHeaders();
    let position = findStart(stream.log, selector);
    while (position !== undefined && !gone.signal.aborted) {
      await stream.log.waitFor(position, gone.signal);
      if (gone.signal.aborted) break;
      const fragment = stream.log.at(position);
      if (!fragment) {
        position = undefined;
        break;
      }
      await send(response, Buffer.concat([fragment.document, closingTags(stream, fragment)]), gone.signal);
      position += 1;
    }
    if (position === undefined) await send(response, missingFragment(), gone.signal);
    if (!response.destroyed) response.end();
  } finally {
    signal.removeEventListener("abort", leave);
    response.removeListener("close", leave);
  }
}

function closingTags(stream: VideoStream, fragment: StoredFragment): Buffer {
  const newest = stream.log.at(stream.log.next - 1) ?? fragment;
  return mkvMuxer.tags({
    AWS_KINESISVIDEO_MILLIS_BEHIND_NOW: String(newest.serverTimestampMs - fragment.serverTimestampMs),
    AWS_KINESISVIDEO_CONTINUATION_TOKEN: fragment.number,
  });
}

function missingFragment(): Buffer {
  const tags = {
    AWS_KINESISVIDEO_ERROR_CODE: "Requested fragment is not found",
    AWS_KINESISVIDEO_ERROR_ID: "4000",
  };
  return Buffer.concat([mkvMuxer.documentStart(), mkvMuxer.tags(tags)]);
}

async function send(response: ServiceResponse, bytes: Uint8Array, gone: AbortSignal): Promise<void> {
  // The two response classes take the same arguments but declare them apart.
  const flowing = "stream" in response ? response.write(bytes) : response.write(bytes);
  if (flowing || gone.aborted) return;
  try {
    await once(response, "drain", { signal: gone });
  } catch (error) {
    if (!gone.aborted) throw error;
  }
}

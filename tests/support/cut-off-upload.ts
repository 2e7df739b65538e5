import { z } from "zod";
import { instanceArn, location } from "../../local/connect/instance.ts";
import { simulatedServiceAccessKeyId } from "../../local/gateway/credential-scope.ts";
import { CallFragmenter } from "../../local/kinesis-video/call-fragmenter.ts";
import { mkvMuxer } from "../../local/kinesis-video/mkv-muxer.ts";

const Acknowledgement = z.object({
  EventType: z.string(),
  FragmentNumber: z.string().optional(),
  ErrorCode: z.string().optional(),
});

/** What PutMedia answered. */
export type PutMediaAnswer = readonly z.infer<typeof Acknowledgement>[];

/** The caller's audio of one contact. */
export interface CutOffUpload {
  readonly endpoint: string;
  readonly streamName: string;
  readonly contactId: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Mono samples at 8 kHz. */
  readonly samples: Int16Array;
}

/** Uploads a contact's audio with PutMedia as Amazon Connect does, but ends within the last fragment: half of its cluster is missing. */
export async function uploadCutOff({
  endpoint,
  streamName,
  contactId,
  startedAt,
  samples,
}: CutOffUpload): Promise<PutMediaAnswer> {
  const identity = mkvMuxer.tags({ ContactId: contactId, InstanceId: instanceArn.slice(-36) });
  const tracks = [
    { number: 1, name: "AUDIO_FROM_CUSTOMER" },
    { number: 2, name: "AUDIO_TO_CUSTOMER" },
  ];
  const fragmenter = new CallFragmenter(startedAt);
  fragmenter.write(
    "AUDIO_FROM_CUSTOMER",
    new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength),
    startedAt,
  );
  const clusters = fragmenter.flush().map(({ startMs, frames }) =>
    mkvMuxer.cluster(
      startMs,
      frames.map(({ atMs, pcm }) => ({ trackNumber: 1, atMs: Math.round(atMs), data: pcm })),
    ),
  );
  const last = clusters.pop() ?? Buffer.alloc(0);
  const body = Buffer.concat([
    mkvMuxer.documentStart(),
    identity,
    mkvMuxer.description(tracks, Buffer.alloc(16)),
    ...[mkvMuxer.cluster(startedAt, []), ...clusters].flatMap((cluster) => [cluster, identity]),
    last.subarray(0, Math.floor(last.length / 2)),
  ]);
  const response = await fetch(new URL("/putMedia", endpoint), {
    method: "POST",
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${simulatedServiceAccessKeyId}/20260101/${location.region}/kinesisvideo/aws4_request, SignedHeaders=host, Signature=0`,
      "x-amzn-stream-name": streamName,
      "x-amzn-fragment-timecode-type": "ABSOLUTE",
    },
    body,
  });
  const lines = (await response.text()).split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => Acknowledgement.parse(JSON.parse(line)));
}

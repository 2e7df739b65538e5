import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { z } from "zod";
import type { CallTrack } from "../../domain/media/fragment-reader.ts";
import { ServiceError } from "../gateway/service.ts";
import { type CallFragment, CallFragmenter } from "./call-fragmenter.ts";
import { mkvMuxer } from "./mkv-muxer.ts";

/** Whose media is sent where. */
export interface ProducerOptions {
  /** URL of the data endpoint, as GetDataEndpoint tells it for PUT_MEDIA. */
  readonly endpoint: string;
  /** A stream that exists. */
  readonly streamName: string;
  readonly contactId: string;
  /** Tag InstanceId. */
  readonly instanceId: string;
  /** The contact's time at which its media begins, milliseconds since the epoch. */
  readonly startedAt: number;
  /** For the credential scope. */
  readonly region: string;
  readonly accessKeyId: string;
  /** Which track number each direction has: Connect's differ from stream to stream. 1 from and 2 to the customer unless told. */
  readonly trackNumbers?: Readonly<Record<CallTrack, number>>;
}

/** A producer that streams a contact's audio, both directions, as Amazon Connect does. */
export interface Producer {
  /** Connect's StartFragmentNumber: a fragment at `startedAt` that holds no audio yet, kept by the service when the producer is there. */
  readonly firstFragmentNumber: string;
  /**
   * Takes 8 kHz 16-bit little-endian mono PCM whose first sample is at `atMs` of the contact's time (milliseconds since the epoch).
   * Each direction has its own time; what is written in one turn of the event loop is put in order of time.
   * Resolves when more may be written: the service is at most 1 MiB behind.
   * Throws RangeError for half a sample or audio over 32 s behind, and whatever the service answered.
   */
  write(track: CallTrack, pcm: Uint8Array, atMs: number): Promise<void>;
  /** Sends what does not yet fill a fragment; resolves when the service has kept everything. */
  flush(): Promise<void>;
  /** Flushes and ends the connection. Safe to call twice. */
  close(): Promise<void>;
}

/** Bytes that may be on the way without being acknowledged before {@link Producer.write} makes its caller wait. */
const mostUnacknowledgedBytes = 1024 * 1024;

const acknowledgementSchema = z.object({
  EventType: z.string(),
  FragmentTimecode: z.number().optional(),
  FragmentNumber: z.string().optional(),
  ErrorId: z.number().optional(),
  ErrorCode: z.string().optional(),
});

const refusalSchema = z.object({ message: z.string() });

/**
 * Connects a producer with PutMedia (https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/API_dataplane_PutMedia.html) and
 * resolves when its first fragment is kept. Rejects with the service's own error, for example `ResourceNotFoundException`.
 */
export async function openProducer(options: ProducerOptions): Promise<Producer> {
  const connection = new PutMediaConnection(options);
  const { contactId, instanceId, startedAt, trackNumbers = { AUDIO_FROM_CUSTOMER: 1, AUDIO_TO_CUSTOMER: 2 } } = options;
  const identity = mkvMuxer.tags({
    ContactId: contactId,
    InstanceId: instanceId,
    MimeType: "audio/L16;rate=8000;channels=1;",
    AUDIO_TO_CUSTOMER: "1",
    AUDIO_FROM_CUSTOMER: "2",
  });
  const tracks = Object.entries(trackNumbers).map(([name, number]) => ({ name, number }));
  connection.send(mkvMuxer.documentStart(), identity, mkvMuxer.description(tracks, Buffer.alloc(16)));

  const sendFragment = ({ startMs, frames }: CallFragment) => {
    const blocks = frames.map((frame) => ({
      trackNumber: trackNumbers[frame.track],
      atMs: Math.round(frame.atMs),
      data: frame.pcm,
    }));
    return connection.sendFragment(startMs, mkvMuxer.cluster(startMs, blocks), identity);
  };

  const beginningMs = Math.round(startedAt);
  const firstFragmentNumber = await sendFragment({ startMs: beginningMs, frames: [] });

  const fragmenter = new CallFragmenter(beginningMs);
  let scheduled: NodeJS.Immediate | undefined;
  const sendFull = () => {
    scheduled = undefined;
    for (const fragment of fragmenter.takeFull()) connection.ignore(sendFragment(fragment));
  };
  const flush = async () => {
    clearImmediate(scheduled);
    scheduled = undefined;
    for (const fragment of fragmenter.flush()) connection.ignore(sendFragment(fragment));
    await connection.settled();
  };
  let closing: Promise<void> | undefined;
  return {
    firstFragmentNumber,
    async write(track, pcm, atMs) {
      connection.throwIfFailed();
      fragmenter.write(track, pcm, atMs);
      scheduled ??= setImmediate(sendFull);
      await connection.room();
    },
    flush,
    close() {
      closing ??= flush().finally(() => connection.end());
      return closing;
    },
  };
}

interface Unacknowledged {
  readonly bytes: number;
  readonly kept: (fragmentNumber: string) => void;
  readonly failed: (reason: Error) => void;
}

/** One PutMedia request: fragments out, acknowledgements in, on the same connection. */
class PutMediaConnection {
  readonly #request: ClientRequest;
  readonly #ended: Promise<void>;
  readonly #unacknowledged = new Map<number, Unacknowledged>();
  #unacknowledgedBytes = 0;
  #failure: Error | undefined;
  #waiting: (() => void)[] = [];

  constructor(options: ProducerOptions) {
    const day = new Date(options.startedAt).toISOString().slice(0, 10).replaceAll("-", "");
    this.#request = httpRequest(new URL("/putMedia", options.endpoint), {
      method: "POST",
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${options.accessKeyId}/${day}/${options.region}/kinesisvideo/aws4_request, SignedHeaders=host, Signature=0`,
        "x-amzn-stream-name": options.streamName,
        "x-amzn-fragment-timecode-type": "ABSOLUTE",
        "x-amzn-producer-start-timestamp": (options.startedAt / 1000).toFixed(3),
        "transfer-encoding": "chunked",
      },
    });
    this.#ended = this.#readAcknowledgements();
    this.#ended.catch((error: unknown) => this.#fail(error instanceof Error ? error : new Error(String(error))));
  }

  send(...parts: readonly Uint8Array[]): void {
    this.#request.write(Buffer.concat(parts));
  }

  /** Sends a cluster and the tags behind it; resolves with the fragment's number when the service has kept it. */
  sendFragment(timecodeMs: number, ...parts: readonly Uint8Array[]): Promise<string> {
    const bytes = Buffer.concat(parts);
    return new Promise((kept, failed) => {
      if (this.#failure) {
        failed(this.#failure);
        return;
      }
      this.#unacknowledged.set(timecodeMs, { bytes: bytes.length, kept, failed });
      this.#unacknowledgedBytes += bytes.length;
      this.#request.write(bytes);
    });
  }

  /** Marks a fragment's promise as looked after: a failure is told by the next call. */
  ignore(promise: Promise<string>): void {
    promise.catch(() => undefined);
  }

  throwIfFailed(): void {
    if (this.#failure) throw this.#failure;
  }

  /** Resolves when little enough is on the way. */
  room(): Promise<void> {
    return this.#until(() => this.#unacknowledgedBytes <= mostUnacknowledgedBytes);
  }

  /** Resolves when nothing is on the way. */
  settled(): Promise<void> {
    return this.#until(() => this.#unacknowledged.size === 0);
  }

  async end(): Promise<void> {
    this.#request.end();
    await this.#ended;
  }

  async #until(condition: () => boolean): Promise<void> {
    while (!this.#failure && !condition()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.throwIfFailed();
  }

  async #readAcknowledgements(): Promise<void> {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      this.#request.once("response", resolve);
      this.#request.on("error", reject);
    });
    if (response.statusCode !== 200) {
      const name = String(response.headers["x-amzn-errortype"] ?? "InternalFailure");
      const { message } = refusalSchema.parse(JSON.parse(await text(response)));
      throw new ServiceError(name, message, response.statusCode ?? 500);
    }
    for await (const line of createInterface({ input: response })) {
      if (line.trim() !== "") this.#acknowledge(acknowledgementSchema.parse(JSON.parse(line)));
    }
    if (this.#unacknowledged.size > 0) throw new Error("PutMedia ended before it had kept every fragment.");
  }

  #acknowledge(acknowledgement: z.infer<typeof acknowledgementSchema>): void {
    const { EventType, FragmentTimecode = -1, FragmentNumber = "", ErrorCode = "unknown", ErrorId } = acknowledgement;
    if (EventType === "ERROR") {
      throw new ServiceError(
        ErrorCode,
        `PutMedia refused fragment ${FragmentNumber || "?"}: ${ErrorCode} (${ErrorId}).`,
      );
    }
    const fragment = this.#unacknowledged.get(FragmentTimecode);
    if (EventType !== "PERSISTED" || !fragment) return;
    this.#unacknowledged.delete(FragmentTimecode);
    this.#unacknowledgedBytes -= fragment.bytes;
    fragment.kept(FragmentNumber);
    this.#wake();
  }

  #fail(error: Error): void {
    this.#failure = error;
    for (const fragment of this.#unacknowledged.values()) fragment.failed(error);
    this.#unacknowledged.clear();
    this.#request.destroy();
    this.#wake();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}

import { createHash } from "node:crypto";
import type { MediaEvent, MediaTrack } from "../../domain/media/media-event.ts";
import { MkvDemuxer } from "../../domain/media/mkv-demuxer.ts";
import type { Clock } from "../clock.ts";
import type { VideoStream } from "./fragment-store.ts";
import { type MuxBlock, mkvMuxer } from "./mkv-muxer.ts";

/**
 * What PutMedia tells its client, one JSON object a line
 * (https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/API_dataplane_PutMedia.html).
 */
export interface Acknowledgement {
  readonly EventType: "BUFFERING" | "RECEIVED" | "PERSISTED" | "ERROR";
  /** Milliseconds, as the fragment's own cluster tells them. */
  readonly FragmentTimecode?: number;
  readonly FragmentNumber?: string;
  readonly ErrorId?: number;
  readonly ErrorCode?: string;
}

/** One connection of a producer. */
export interface PutMediaConnection {
  readonly stream: VideoStream;
  readonly clock: Clock;
  /** Milliseconds to add to cluster timestamps: 0 where they are absolute, the producer's start where they are relative. */
  readonly originMs: number;
  /** Sends an acknowledgement to the producer. */
  readonly acknowledge: (acknowledgement: Acknowledgement) => void;
}

interface Incoming {
  readonly timecodeMs: number;
  readonly blocks: MuxBlock[];
}

/** 16-bit mono PCM at 8 kHz, which is all that this simulated service is sent. */
const bytesPerMillisecond = 16;

/**
 * Turns the Matroska that a producer sends into fragments of a stream, a cluster a fragment. A fragment is complete when something
 * follows its cluster. Tags stay in force for the rest of the connection: as in captures of the service, GetMedia repeats them behind
 * each cluster, and those that came before the first cluster also stand at the beginning of the first fragment.
 */
export class PutMediaReceiver {
  readonly #connection: PutMediaConnection;
  readonly #demuxer = new MkvDemuxer();
  readonly #segmentUid: Uint8Array;
  #tracks: readonly MediaTrack[] = [];
  #tags: Record<string, string> = {};
  #openingTags: Readonly<Record<string, string>> = {};
  #incoming: Incoming | undefined;

  constructor(connection: PutMediaConnection) {
    this.#connection = connection;
    this.#segmentUid = createHash("md5").update(connection.stream.log.nextNumber()).digest();
  }

  /** Takes bytes of the request. Throws `ContractViolation` where they are no Matroska. */
  receive(chunk: Uint8Array): void {
    for (const event of this.#demuxer.push(chunk)) this.#read(event);
  }

  /** The request has ended. Throws `ContractViolation` where it ended too early. */
  end(): void {
    this.#demuxer.end();
    this.#complete();
  }

  #read(event: MediaEvent): void {
    switch (event.type) {
      case "document":
        this.#complete();
        break;
      case "tracks":
        this.#tracks = event.tracks;
        break;
      case "tags":
        this.#tags = { ...this.#tags, ...event.tags };
        if (this.#incoming) this.#complete();
        else this.#openingTags = this.#tags;
        break;
      case "cluster":
        this.#complete();
        this.#incoming = { timecodeMs: event.timestampMs, blocks: [] };
        this.#connection.acknowledge(this.#acknowledgement("BUFFERING", event.timestampMs));
        break;
      case "block":
        // The view belongs to a chunk of the request; the fragment lives longer.
        this.#incoming?.blocks.push({
          trackNumber: event.trackNumber,
          atMs: event.timestampMs,
          data: event.data.slice(),
        });
        break;
    }
  }

  #complete(): void {
    const incoming = this.#incoming;
    if (!incoming) return;
    this.#incoming = undefined;
    const { stream, clock, originMs, acknowledge } = this.#connection;
    const received = this.#acknowledgement("RECEIVED", incoming.timecodeMs);
    acknowledge(received);
    const times = {
      producerTimestampMs: originMs + incoming.timecodeMs,
      serverTimestampMs: clock.now(),
    };
    const ends = incoming.blocks.map((block) => block.atMs + block.data.length / bytesPerMillisecond);
    stream.log.append({
      ...times,
      durationMs: Math.max(0, ...ends.map((end) => end - incoming.timecodeMs)),
      documentOf: (number) => this.#document(number, incoming, times),
    });
    acknowledge({ ...received, EventType: "PERSISTED" });
    this.#openingTags = {};
  }

  #document(
    number: string,
    incoming: Incoming,
    times: { producerTimestampMs: number; serverTimestampMs: number },
  ): Uint8Array {
    const opening = Object.keys(this.#openingTags).length > 0 ? [mkvMuxer.tags(this.#openingTags)] : [];
    const closing = Object.keys(this.#tags).length > 0 ? [mkvMuxer.tags(this.#tags)] : [];
    return Buffer.concat([
      mkvMuxer.documentStart(),
      ...opening,
      mkvMuxer.description(this.#tracks, this.#segmentUid),
      mkvMuxer.tags({
        AWS_KINESISVIDEO_FRAGMENT_NUMBER: number,
        AWS_KINESISVIDEO_SERVER_TIMESTAMP: seconds(times.serverTimestampMs),
        AWS_KINESISVIDEO_PRODUCER_TIMESTAMP: seconds(times.producerTimestampMs),
      }),
      mkvMuxer.cluster(incoming.timecodeMs, incoming.blocks),
      ...closing,
    ]);
  }

  #acknowledgement(EventType: Acknowledgement["EventType"], FragmentTimecode: number): Acknowledgement {
    return { EventType, FragmentTimecode, FragmentNumber: this.#connection.stream.log.nextNumber() };
  }
}

const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(3);

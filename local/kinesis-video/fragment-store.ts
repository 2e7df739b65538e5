import type { Clock } from "../clock.ts";
import { ServiceError } from "../gateway/service.ts";
import { FragmentLog } from "./fragment-log.ts";

/** One Kinesis video stream. */
export interface VideoStream {
  readonly name: string;
  readonly arn: string;
  readonly createdAtMs: number;
  readonly dataRetentionInHours: number;
  readonly log: FragmentLog;
}

/** How a caller names a stream: by exactly one of the two. */
export interface StreamReference {
  readonly StreamName?: string | undefined;
  readonly StreamARN?: string | undefined;
}

/** Where and how much the store keeps. */
export interface FragmentStoreOptions {
  readonly clock: Clock;
  readonly region: string;
  readonly accountId: string;
  /** Bytes of media kept for each stream; older fragments are dropped. 32 MiB unless told: over 15 minutes of a call. */
  readonly retainedBytes?: number;
}

/**
 * What a stream that keeps nothing still holds for those who read it live
 * (https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/API_CreateStream.html).
 */
const bufferedMs = 5 * 60_000;

/** The streams of the simulated Kinesis Video Streams, kept in memory. */
export class FragmentStore {
  readonly #options: FragmentStoreOptions;
  readonly #streams = new Map<string, VideoStream>();

  constructor(options: FragmentStoreOptions) {
    this.#options = options;
  }

  /** Makes a stream. Throws `ResourceInUseException` where the name is taken. */
  create(name: string, dataRetentionInHours = 0): VideoStream {
    if (this.#streams.has(name)) throw new ServiceError("ResourceInUseException", `The stream ${name} already exists.`);
    const { clock, region, accountId, retainedBytes = 32 * 1024 * 1024 } = this.#options;
    const createdAtMs = clock.now();
    const stream: VideoStream = {
      name,
      arn: `arn:aws:kinesisvideo:${region}:${accountId}:stream/${name}/${createdAtMs}`,
      createdAtMs,
      dataRetentionInHours,
      log: new FragmentLog(name, retainedBytes),
    };
    this.#streams.set(name, stream);
    return stream;
  }

  /** Drops, in every stream, what is older than the stream is to keep. */
  dropExpired(): void {
    const now = this.#options.clock.now();
    for (const { log, dataRetentionInHours: hours } of this.#streams.values())
      log.dropBefore(now - (hours === 0 ? bufferedMs : hours * 3_600_000));
  }

  /** Streams in the order of their names. */
  list(): readonly VideoStream[] {
    return [...this.#streams.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
  }

  /** Throws `InvalidArgumentException` unless one of name and ARN is given, `ResourceNotFoundException` where there is no such stream. */
  get(reference: StreamReference): VideoStream {
    const { StreamName: name, StreamARN: arn } = reference;
    if ((name === undefined) === (arn === undefined)) {
      throw new ServiceError("InvalidArgumentException", "Name the stream by exactly one of StreamName and StreamARN.");
    }
    const stream = name === undefined ? this.list().find((each) => each.arn === arn) : this.#streams.get(name);
    if (!stream) {
      throw new ServiceError("ResourceNotFoundException", `The stream ${name ?? arn} does not exist.`, 404);
    }
    return stream;
  }
}

import { damagedMedia, rejectedMedia } from "./media-fault.ts";
import { MkvParser } from "./mkv-parser.ts";

/** The two directions of a call, by the track names that Amazon Connect writes. */
export type CallTrack = "AUDIO_FROM_CUSTOMER" | "AUDIO_TO_CUSTOMER";

/** What a fragment says of itself. */
export interface FragmentHeader {
  /** A long decimal: larger for later fragments of a stream, too long for a number. */
  readonly fragmentNumber: string;
  /** When Kinesis Video received it, milliseconds since the epoch. */
  readonly serverTimestampMs: number;
  /** When its media begins by the producer's clock, milliseconds since the epoch. */
  readonly producerTimestampMs: number;
  /** Undefined where the fragment has no ContactId tag, or, when no contact is demanded, none before its audio. */
  readonly contactId: string | undefined;
}

/** What a Kinesis Video stream of a call says, in order. */
export type FragmentEvent =
  | ({ readonly type: "fragment" } & FragmentHeader)
  /** 8 kHz 16-bit little-endian mono PCM of one direction; `atMs` is its media time in milliseconds since the epoch. */
  | { readonly type: "audio"; readonly track: CallTrack; readonly atMs: number; readonly pcm: Uint8Array }
  /** All of a fragment has come: reading may be taken up again behind it. `millisBehindNow` is the distance to the stream's live edge. */
  | { readonly type: "fragmentEnd"; readonly fragmentNumber: string; readonly millisBehindNow: number | undefined }
  /** A later contact has taken the stream over: the contact's media has ended. Nothing follows. */
  | { readonly type: "mediaEnded"; readonly nextContactId: string }
  /** GetMedia gave up, and says why by its tags AWS_KINESISVIDEO_ERROR_CODE and AWS_KINESISVIDEO_ERROR_ID. */
  | { readonly type: "serviceError"; readonly code: string; readonly id: string | undefined };

/** What to read. */
export interface FragmentReaderOptions {
  /** The contact whose media is wanted; without it every contact's media is read. */
  readonly contactId?: string;
  /**
   * Reading goes on behind a fragment of this contact. Another contact's fragment then means that the contact's media has ended
   * (`mediaEnded`); otherwise, as the first one, it means that the wrong place is read (`Rejected`).
   */
  readonly resumed?: boolean;
  /** Most bytes of audio kept while a fragment has not said whose it is; 1 MiB (32 s of both directions) unless told. */
  readonly heldBytes?: number;
}

/** Track names to directions. `Track_audio/L16` is what Connect wrote before it streamed both directions. */
const directions: ReadonlyMap<string, CallTrack> = new Map([
  ["AUDIO_FROM_CUSTOMER", "AUDIO_FROM_CUSTOMER"],
  ["AUDIO_TO_CUSTOMER", "AUDIO_TO_CUSTOMER"],
  ["Track_audio/L16", "AUDIO_FROM_CUSTOMER"],
]);

interface Fragment {
  readonly header: FragmentHeader;
  /** Cluster timestamps count from an origin of the producer's choice; the first one is the fragment's producer timestamp. */
  readonly clusterStartMs: number;
  /** Events that wait until the fragment has said whose it is; undefined once they may pass. */
  held: FragmentEvent[] | undefined;
  heldBytes: number;
}

/**
 * Reads the response of GetMedia on a stream of Amazon Connect: pushed chunks in, fragments and their audio out, in one pass.
 *
 * A fragment's ContactId tag may stand before its audio or behind it (the service does both), and Connect hands a stream to the next
 * contact when a call is over. Where a contact is demanded, audio therefore waits until its fragment has said whose it is, at most
 * to the fragment's end. A fragment that names nobody belongs to the contact before it, since Connect's last one may be so.
 *
 * Sources: the captures and descriptions in
 * https://docs.aws.amazon.com/connect/latest/adminguide/plan-live-media-streams.html ,
 * https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/API_dataplane_GetMedia.html ,
 * https://github.com/yacchi/ebml (fixtures/kvs: track order, codec and tags as measured on live streams).
 */
export class FragmentReader {
  readonly #contactId: string | undefined;
  readonly #heldBytes: number;
  readonly #parser: MkvParser;
  #events: FragmentEvent[] = [];
  #tags: Record<string, string> = {};
  #fragment: Fragment | undefined;
  #ownSeen: boolean;
  #ended = false;

  constructor(options: FragmentReaderOptions = {}) {
    this.#contactId = options.contactId;
    this.#ownSeen = options.resumed ?? false;
    this.#heldBytes = options.heldBytes ?? 1024 * 1024;
    this.#parser = new MkvParser({
      document: () => this.#endFragment(undefined),
      tags: (tags) => this.#readTags(tags),
      tracks: () => undefined,
      cluster: (timestampMs) => this.#beginFragment(timestampMs),
      block: (_number, name, timestampMs, bytes, start, end) => {
        this.#readBlock(name, timestampMs, bytes, start, end);
      },
    });
  }

  /**
   * Takes the next bytes and tells what they completed; after `mediaEnded` it takes bytes and tells nothing.
   * Throws `Rejected` where the first fragment is another contact's (the message names both), and `ContractViolation` where the
   * bytes are damaged, a fragment lacks the service's tags, or its MimeType tag is not 8 kHz 16-bit mono PCM.
   */
  push(chunk: Uint8Array): readonly FragmentEvent[] {
    if (this.#ended) return [];
    this.#parser.push(chunk);
    return this.#takeEvents();
  }

  /**
   * Tells that no more will come, and hands out what waited. Throws `ContractViolation` beginning with `truncated` where the stream
   * stops inside an element: what came of that fragment has been told, and no `fragmentEnd` follows.
   */
  end(): readonly FragmentEvent[] {
    if (this.#ended) return [];
    this.#parser.end();
    this.#endFragment(undefined);
    this.#ended = true;
    return this.#takeEvents();
  }

  #beginFragment(clusterStartMs: number): void {
    if (this.#fragment || this.#ended) return;
    const header: FragmentHeader = {
      fragmentNumber: requireTag(this.#tags, "AWS_KINESISVIDEO_FRAGMENT_NUMBER"),
      serverTimestampMs: readTimestamp(this.#tags, "AWS_KINESISVIDEO_SERVER_TIMESTAMP"),
      producerTimestampMs: readTimestamp(this.#tags, "AWS_KINESISVIDEO_PRODUCER_TIMESTAMP"),
      contactId: this.#tags.ContactId,
    };
    this.#fragment = { header, clusterStartMs, held: [], heldBytes: 0 };
    if (this.#contactId === undefined || header.contactId !== undefined) this.#settle(this.#fragment, header.contactId);
  }

  #readTags(tags: Readonly<Record<string, string>>): void {
    if (this.#ended) return;
    const fragment = this.#fragment;
    if (!fragment) this.#tags = { ...this.#tags, ...tags };
    const mimeType = tags.MimeType;
    if (mimeType !== undefined && !isCallAudio(mimeType)) {
      throw damagedMedia(
        `the MimeType tag says "${mimeType}"; only audio/L16 at rate=8000 with channels=1 can be read`,
      );
    }
    const contactId = tags.ContactId;
    if (fragment?.held && contactId !== undefined) this.#settle(fragment, contactId);
    if (this.#ended) return;
    const code = tags.AWS_KINESISVIDEO_ERROR_CODE;
    if (code !== undefined) this.#events.push({ type: "serviceError", code, id: tags.AWS_KINESISVIDEO_ERROR_ID });
    if (fragment && tags.AWS_KINESISVIDEO_CONTINUATION_TOKEN !== undefined) {
      this.#endFragment(tags.AWS_KINESISVIDEO_MILLIS_BEHIND_NOW);
    }
  }

  /** Lets a fragment's audio pass, or turns it away, now that it is known whose it is. */
  #settle(fragment: Fragment, contactId: string | undefined): void {
    const held = fragment.held;
    fragment.held = undefined;
    if (this.#contactId !== undefined && contactId !== undefined) {
      if (contactId !== this.#contactId) {
        this.#turnAway(fragment, contactId);
        return;
      }
      this.#ownSeen = true;
    }
    this.#events.push({ type: "fragment", ...fragment.header, contactId });
    for (const event of held ?? []) this.#events.push(event);
  }

  #turnAway(fragment: Fragment, contactId: string): void {
    if (!this.#ownSeen) {
      throw rejectedMedia(
        `fragment ${fragment.header.fragmentNumber} holds media of contact ${contactId}; media of contact ${this.#contactId} was asked for`,
      );
    }
    this.#events.push({ type: "mediaEnded", nextContactId: contactId });
    this.#fragment = undefined;
    this.#ended = true;
  }

  #readBlock(trackName: string | undefined, timestampMs: number, bytes: Uint8Array, start: number, end: number): void {
    const fragment = this.#fragment;
    const track = directions.get(trackName ?? "");
    if (!fragment || !track) return;
    const atMs = fragment.header.producerTimestampMs + timestampMs - fragment.clusterStartMs;
    const pcm = Uint8Array.prototype.slice.call(bytes, start, end);
    const event: FragmentEvent = { type: "audio", track, atMs, pcm };
    if (!fragment.held) {
      this.#events.push(event);
      return;
    }
    fragment.held.push(event);
    fragment.heldBytes += pcm.length;
    if (fragment.heldBytes > this.#heldBytes) {
      throw damagedMedia(
        `fragment ${fragment.header.fragmentNumber} has more than ${this.#heldBytes} bytes of audio and no ContactId tag yet`,
      );
    }
  }

  #endFragment(millisBehindNow: string | undefined): void {
    const fragment = this.#fragment;
    this.#tags = {};
    if (!fragment) return;
    if (fragment.held) this.#settle(fragment, undefined);
    this.#fragment = undefined;
    this.#events.push({
      type: "fragmentEnd",
      fragmentNumber: fragment.header.fragmentNumber,
      millisBehindNow: millisBehindNow === undefined ? undefined : Number(millisBehindNow),
    });
  }

  #takeEvents(): readonly FragmentEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }
}

function requireTag(tags: Readonly<Record<string, string>>, name: string): string {
  const value = tags[name];
  if (value === undefined) {
    throw damagedMedia(`a cluster has no ${name} tag before it: this is Matroska, but not what GetMedia sends`);
  }
  return value;
}

/** Kinesis Video writes times as seconds since the epoch with three decimals. */
function readTimestamp(tags: Readonly<Record<string, string>>, name: string): number {
  const value = requireTag(tags, name);
  const milliseconds = Math.round(Number(value) * 1000);
  if (!Number.isFinite(milliseconds))
    throw damagedMedia(`the ${name} tag says "${value}", which is no time in seconds`);
  return milliseconds;
}

/** Reads a MimeType tag of Amazon Connect, for example `audio/L16;rate=8000;channels=1;`. */
function isCallAudio(mimeType: string): boolean {
  const [type, ...parameters] = mimeType.toLowerCase().replaceAll(" ", "").split(";");
  const rate = parameters.find((parameter) => parameter.startsWith("rate="));
  const channels = parameters.find((parameter) => parameter.startsWith("channels="));
  return type === "audio/l16" && rate === "rate=8000" && (channels === undefined || channels === "channels=1");
}

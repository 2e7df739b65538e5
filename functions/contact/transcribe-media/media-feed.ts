import { type FragmentEvent, FragmentReader } from "../../../domain/media/fragment-reader.ts";
import type { MediaConnection, MediaStart } from "../../../ports/media-source.ts";
import { contractViolation, Fault, rejected, transient } from "../../../runtime/faults.ts";
import type { Note, TranscriptionDependencies } from "./transcription-dependencies.ts";

/** What to read. */
export interface MediaWanted {
  readonly contactId: string;
  readonly streamArn: string;
  /** Places to begin at, best first. */
  readonly starts: readonly MediaStart[];
  /** The first fragment wanted: earlier ones are passed over. */
  readonly firstFragmentNumber?: string;
  /** When it is said to begin, by the producer's clock (epoch milliseconds). */
  readonly firstFragmentAtMs?: number;
  /** The last fragment not wanted, where the first one is not known by number: reading goes on from an earlier run. */
  readonly afterFragmentNumber?: string;
}

/** What the feed tells: fragments and their audio, each once in order save after a broken connection; the passing of time; the end. */
export type FeedEvent =
  | Extract<FragmentEvent, { type: "fragment" | "audio" | "fragmentEnd" }>
  /** A second has passed. */
  | { readonly type: "tick" }
  /** The contact's media is over. */
  | { readonly type: "ended" };

/** What the feed needs of the world. */
export type FeedDependencies = Pick<TranscriptionDependencies, "openMedia" | "isContactOver" | "now" | "sleep">;

/** How often time is told, and whoever may know better is asked. */
const pollEveryMs = 1_000;
/** Media comes in fragments of about a second: only when none came for longer is it worth asking whether the contact is over. */
const suspiciousMs = 1_500;
/** A contact that is over has no more media when none came for this long. */
const lastWordsMs = 2_000;
/** How long a connection that was opened again is heard at least before that is said. */
const secondHearingMs = 500;
/** A start fragment may be empty, and the one behind it begin at once: then nothing is missed with it. */
const emptyStartMs = 100;
/** Connections in a row that may fail without bringing a whole fragment. */
const failuresAllowed = 3;

/**
 * Reads a contact's media over as many connections as it takes: GetMedia ends quietly after 45 minutes, and may break at any time. It goes on behind the
 * last whole fragment, so that the one that was cut off comes again from its beginning.
 */
export class MediaFeed {
  readonly #needs: FeedDependencies;
  readonly #wanted: MediaWanted;
  readonly #note: Note;
  #connection: MediaConnection | undefined;
  #bytes: AsyncIterator<Uint8Array> | undefined;
  #reader: FragmentReader | undefined;
  #pendingRead: Promise<ReadOutcome> | undefined;
  #pendingTick: Promise<"tick"> | undefined;
  #queue: FragmentEvent[] = [];
  #startIndex = 0;
  #isOwnSeen = false;
  #hasConnected = false;
  #isSkipping = false;
  #lastWhole: string | undefined;
  #failures = 0;
  #isTruncated = false;
  #hasEnded = false;
  #lastActivityAt: number;
  #reopenAt = 0;
  #askedAt = 0;
  #isOver = false;

  constructor(needs: FeedDependencies, wanted: MediaWanted, note: Note) {
    this.#needs = needs;
    this.#wanted = wanted;
    this.#note = note;
    this.#lastActivityAt = needs.now();
  }

  /** When media last came, epoch milliseconds; before that, when reading began. */
  get lastActivityAt(): number {
    return this.#lastActivityAt;
  }

  /**
   * The next event.
   * @throws Rejected when the media is another contact's from the start; ContractViolation when it stays damaged; Transient or NotReady when it cannot be had
   */
  async next(): Promise<FeedEvent> {
    for (;;) {
      const event = this.#queue.shift();
      const told = event && (await this.#judge(event));
      if (told) return told;
      if (event) continue;
      if (this.#hasEnded) return { type: "ended" };
      if (!this.#connection && this.#needs.now() >= this.#reopenAt) await this.#connect();
      const outcome = await this.#readOrTick();
      if (outcome === "tick") return (await this.#isMediaOver()) ? this.#end() : { type: "tick" };
      await this.#takeIn(outcome);
    }
  }

  /** Stops reading. Safe to call twice. */
  close(): void {
    this.#disconnect();
    this.#hasEnded = true;
  }

  async #connect(): Promise<void> {
    const start: MediaStart | undefined =
      this.#lastWhole === undefined
        ? this.#wanted.starts[this.#startIndex]
        : { kind: "after", fragmentNumber: this.#lastWhole };
    if (!start) throw transient("the contact's media cannot be found on its stream");
    try {
      this.#connection = await this.#needs.openMedia(this.#wanted.streamArn, start);
      this.#bytes = this.#connection[Symbol.asyncIterator]();
      this.#reader = new FragmentReader({ contactId: this.#wanted.contactId });
      this.#listenFrom(this.#needs.now());
    } catch (error) {
      if (!(error instanceof Fault) || error.name === "Rejected") throw error;
      await this.#fail(error);
    }
  }

  /** A new connection must be heard for a while before it can be said that nothing comes: in full at first, briefly when it is opened again. */
  #listenFrom(now: number): void {
    this.#lastActivityAt = this.#hasConnected
      ? Math.max(this.#lastActivityAt, now + secondHearingMs - lastWordsMs)
      : now;
    this.#hasConnected = true;
  }

  #disconnect(): void {
    this.#connection?.close();
    this.#connection = undefined;
    this.#bytes = undefined;
    this.#reader = undefined;
    this.#pendingRead = undefined;
    this.#queue = [];
  }

  async #readOrTick(): Promise<ReadOutcome | "tick"> {
    this.#pendingTick ??= this.#needs.sleep(pollEveryMs).then(() => "tick");
    if (this.#bytes) this.#pendingRead ??= read(this.#bytes);
    const outcome = await Promise.race(
      this.#pendingRead ? [this.#pendingRead, this.#pendingTick] : [this.#pendingTick],
    );
    if (outcome === "tick") this.#pendingTick = undefined;
    else this.#pendingRead = undefined;
    return outcome;
  }

  async #takeIn(outcome: ReadOutcome): Promise<void> {
    try {
      if (outcome.type === "broken") throw outcome.error;
      const events = outcome.type === "bytes" ? this.#reader?.push(outcome.bytes) : this.#reader?.end();
      this.#queue.push(...(events ?? []));
      if (outcome.type === "end") await this.#connectionEnded();
    } catch (error) {
      await this.#damaged(error);
    }
  }

  /** A connection has ended between two fragments, which says nothing: it is opened again. */
  async #connectionEnded(): Promise<void> {
    const waiting = this.#queue;
    this.#disconnect();
    this.#queue = waiting;
    this.#note("MediaReconnects");
    this.#reopenAt = this.#needs.now() + pollEveryMs;
  }

  async #damaged(error: unknown): Promise<void> {
    const name = error instanceof Error ? error.name : "";
    if (name === "Rejected") {
      if (this.#isOwnSeen || this.#wanted.afterFragmentNumber !== undefined) this.#end();
      else if (!this.#tryNextStart()) throw rejected(messageOf(error), { cause: error });
      return;
    }
    if (name !== "ContractViolation" && name !== "Transient") throw error;
    this.#isTruncated = name === "ContractViolation";
    this.#note("MediaReconnects");
    await this.#fail(error);
  }

  /** A connection brought nothing whole, or was not to be had: tries again a few times, then gives up, unless the contact is over anyway. */
  async #fail(error: unknown): Promise<void> {
    this.#disconnect();
    this.#failures += 1;
    this.#reopenAt = this.#needs.now() + pollEveryMs * this.#failures;
    if (this.#failures < failuresAllowed) return;
    if (await this.#askWhetherOver()) {
      this.#end();
      return;
    }
    if (this.#isTruncated) {
      throw contractViolation(
        `the contact's media is damaged behind fragment ${this.#lastWhole ?? "(none)"}: ${messageOf(error)}`,
        {
          cause: error,
        },
      );
    }
    throw error instanceof Fault ? error : transient(messageOf(error), { cause: error });
  }

  #tryNextStart(): boolean {
    if (this.#isOwnSeen || this.#startIndex + 1 >= this.#wanted.starts.length) return false;
    this.#startIndex += 1;
    this.#disconnect();
    return true;
  }

  /** Decides what of the reader's events is passed on. */
  async #judge(event: FragmentEvent): Promise<FeedEvent | undefined> {
    switch (event.type) {
      case "fragment":
        return this.#judgeFragment(event);
      case "audio":
        if (this.#isSkipping) return undefined;
        this.#lastActivityAt = this.#needs.now();
        return event;
      case "fragmentEnd":
        if (this.#isSkipping) return undefined;
        this.#lastWhole = event.fragmentNumber;
        this.#failures = 0;
        this.#isTruncated = false;
        return event;
      case "mediaEnded":
        return this.#end();
      case "serviceError":
        this.#note("MediaServiceErrors");
        if (!this.#tryNextStart()) await this.#fail(transient(`Kinesis Video reports: ${event.code}`));
        return undefined;
    }
  }

  #judgeFragment(event: FragmentEvent & { type: "fragment" }): FeedEvent | undefined {
    const number = BigInt(event.fragmentNumber);
    const { firstFragmentNumber, afterFragmentNumber } = this.#wanted;
    const isEarlier =
      (firstFragmentNumber !== undefined && number < BigInt(firstFragmentNumber)) ||
      (afterFragmentNumber !== undefined && number <= BigInt(afterFragmentNumber));
    const isStartMissed = !this.#isOwnSeen && firstFragmentNumber !== undefined && number > BigInt(firstFragmentNumber);
    if (isStartMissed && this.#tryNextStart()) return undefined;
    if (isStartMissed && event.producerTimestampMs > (this.#wanted.firstFragmentAtMs ?? 0) + emptyStartMs) {
      this.#note("MediaStartMissed");
    }
    this.#isSkipping = isEarlier;
    if (isEarlier) return undefined;
    this.#isOwnSeen = true;
    return event;
  }

  async #isMediaOver(): Promise<boolean> {
    const now = this.#needs.now();
    if (now - this.#lastActivityAt < suspiciousMs) return false;
    if (now - this.#askedAt >= pollEveryMs) await this.#askWhetherOver();
    return this.#isOver && this.#hasConnected && now - this.#lastActivityAt >= lastWordsMs;
  }

  async #askWhetherOver(): Promise<boolean> {
    this.#askedAt = this.#needs.now();
    try {
      this.#isOver ||= await this.#needs.isContactOver(this.#wanted.contactId);
    } catch (error) {
      if (!(error instanceof Fault) || error.name !== "Transient") throw error;
      this.#note("LedgerNotAsked");
    }
    return this.#isOver;
  }

  #end(): FeedEvent {
    if (this.#isTruncated) this.#note("TruncatedMedia");
    this.close();
    return { type: "ended" };
  }
}

type ReadOutcome =
  | { readonly type: "bytes"; readonly bytes: Uint8Array }
  | { readonly type: "end" }
  | { readonly type: "broken"; readonly error: unknown };

async function read(bytes: AsyncIterator<Uint8Array>): Promise<ReadOutcome> {
  try {
    const result = await bytes.next();
    return result.done ? { type: "end" } : { type: "bytes", bytes: result.value };
  } catch (error) {
    return { type: "broken", error };
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

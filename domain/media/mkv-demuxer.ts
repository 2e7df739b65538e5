import type { MediaEvent } from "./media-event.ts";
import type { MediaVisitor } from "./media-visitor.ts";
import { MkvParser } from "./mkv-parser.ts";

export type { MediaEvent, MediaTrack } from "./media-event.ts";

/** Reads Matroska as it arrives, with what it says as data: {@link MkvParser} tells how and what it refuses. */
export class MkvDemuxer {
  readonly #parser: MkvParser;
  #events: MediaEvent[] = [];
  #chunk: Uint8Array | undefined;

  constructor() {
    const collect: MediaVisitor = {
      document: () => this.#events.push({ type: "document" }),
      tags: (tags) => this.#events.push({ type: "tags", tags }),
      tracks: (tracks) => this.#events.push({ type: "tracks", tracks }),
      cluster: (timestampMs) => this.#events.push({ type: "cluster", timestampMs }),
      block: (trackNumber, trackName, timestampMs, bytes, start, end) => {
        const data = new Uint8Array(bytes.buffer, bytes.byteOffset + start, end - start);
        this.#events.push({
          type: "block",
          trackNumber,
          trackName,
          timestampMs,
          data: bytes === this.#chunk ? data : data.slice(),
        });
      },
    };
    this.#parser = new MkvParser(collect);
  }

  /** Takes the next bytes and tells what they completed. Throws `ContractViolation` where they are damaged. */
  push(chunk: Uint8Array): readonly MediaEvent[] {
    this.#chunk = chunk;
    this.#parser.push(chunk);
    this.#chunk = undefined;
    const events = this.#events;
    this.#events = [];
    return events;
  }

  /** Tells that no more will come. Throws `ContractViolation` beginning with `truncated` where it ends inside an element. */
  end(): void {
    this.#parser.end();
  }
}

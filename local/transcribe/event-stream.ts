import { EventStreamCodec } from "@smithy/eventstream-codec";
import { fromUtf8, toUtf8 } from "@smithy/util-utf8";

const codec = new EventStreamCodec(toUtf8, fromUtf8);
/** Bytes of a message's prelude: total length, headers length, checksum. */
const preludeBytes = 12;
/** Longest message taken: above a second of audio at any rate, below what would exhaust memory. */
const longestMessage = 1 << 20;

/** A message of the event-stream encoding, https://smithy.io/2.0/aws/amazon-eventstream.html */
export interface EventStreamMessage {
  /** Values of the headers that hold text, by name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * Cuts bytes into messages as they come.
 * @throws Error when a checksum is wrong or a message is longer than 1 MiB
 */
export async function* readMessages(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<EventStreamMessage> {
  let kept = Buffer.alloc(0);
  for await (const piece of bytes) {
    kept = kept.length === 0 ? Buffer.from(piece) : Buffer.concat([kept, piece]);
    while (kept.length >= preludeBytes) {
      const length = kept.readUInt32BE(0);
      if (length > longestMessage) throw new Error(`An event-stream message of ${length} bytes is too long.`);
      if (kept.length < length) break;
      yield decodeMessage(kept.subarray(0, length));
      kept = kept.subarray(length);
    }
  }
}

/** Decodes one whole message. @throws Error when a checksum is wrong */
export function decodeMessage(bytes: Uint8Array): EventStreamMessage {
  const { headers, body } = codec.decode(bytes);
  const texts = Object.entries(headers).flatMap(([name, header]) =>
    header.type === "string" ? [[name, header.value] as const] : [],
  );
  return { headers: Object.fromEntries(texts), body };
}

/** Encodes a message with a JSON body; `kind` names the event or exception. */
export function encodeMessage(type: "event" | "exception", kind: string, body: unknown): Uint8Array {
  return codec.encode({
    headers: {
      ":message-type": { type: "string", value: type },
      [`:${type}-type`]: { type: "string", value: kind },
      ":content-type": { type: "string", value: "application/json" },
    },
    body: fromUtf8(JSON.stringify(body)),
  });
}

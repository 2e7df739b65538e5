import { randomBytes } from "node:crypto";
import { mkvMuxer } from "../../../../local/kinesis-video/mkv-muxer.ts";
import { createScriptRegister } from "../../../../local/speech/script-register.ts";
import { seededRandom } from "../../../../local/speech/seeded-random.ts";
import { quietAudio, speechShapedAudio } from "../../../../local/speech/speech-shaped-audio.ts";

export const contactId = "11111111-2222-4333-8444-555555555555";

/** A fragment as GetMedia sends it: the closing tags apart, so that a test can leave them out. */
export interface TestFragment {
  readonly number: string;
  readonly producerMs: number;
  readonly serverMs: number;
  readonly document: Buffer;
  readonly closing: Buffer;
}

export interface CallShape {
  readonly seconds: number;
  readonly startedAt: number;
  /** False: both talk without a pause, at the same time. */
  readonly hasPauses?: boolean;
  /** Block timestamps miss by up to so many milliseconds. */
  readonly jitterMs?: number;
  /** Media time at which the producer's clock jumps, and by how much. */
  readonly gap?: { readonly atMs: number; readonly lengthMs: number };
  readonly contactId?: string;
  readonly seed?: number;
  readonly tracks?: readonly ("AUDIO_FROM_CUSTOMER" | "AUDIO_TO_CUSTOMER")[];
  readonly firstNumber?: number;
}

const texts = [
  "주문한 상품이 언제 오나요",
  "카드를 잃어버려서 정지하고 싶어요",
  "어제 결제한 금액이 이상합니다",
  "상담원과 통화하고 싶습니다",
];
const blockMs = 64;
const blocksPerFragment = 16;

/** The number of the n-th fragment of a stream, as long as the service's. */
export const fragmentNumber = (index: number) =>
  (91_343_852_333_181_432_392_682_062_607_743_920_146_159_169_392n + BigInt(index) * (1n << 92n)).toString();

/** A call whose every frame is time-coded with its media time (before any gap), as Kinesis Video fragments, with its script. */
export function generatedCall(shape: CallShape) {
  const id = shape.contactId ?? contactId;
  const conversation = conversationOf(shape.seconds, shape.hasPauses ?? true);
  const scripts = createScriptRegister();
  for (const utterance of conversation.utterances) scripts.register({ contactId: id, ...utterance });
  return {
    contactId: id,
    scripts,
    channels: conversation.channels,
    fragments: fragmentsOf(shape, id, conversation.channels),
  };
}

const conversations = new Map<string, ReturnType<typeof converse>>();

/** Making sound takes longer than anything else here, so each conversation is made once. */
function conversationOf(seconds: number, hasPauses: boolean) {
  const key = `${seconds} ${hasPauses}`;
  const made = conversations.get(key) ?? converse(seconds, hasPauses);
  conversations.set(key, made);
  return made;
}

/** Two sides that take turns; without pauses they talk at the same time. */
function converse(seconds: number, hasPauses: boolean) {
  const utterances: { channel: number; startMs: number; endMs: number; text: string }[] = [];
  const channels = [0, 1].map((channel) => {
    const pcm = quietAudio({ durationMs: seconds * 1_000, startMs: 0, seed: channel });
    let atMs = hasPauses ? 500 + channel * 4_500 : 0;
    for (let turn = 0; ; turn += 1) {
      const text = texts[(turn + channel) % texts.length] ?? "";
      const voice = speechShapedAudio({ text, languageCode: "ko-KR", startMs: atMs, seed: 1 });
      const endMs = atMs + voice.length / 8;
      if (endMs + 500 > seconds * 1_000) break;
      pcm.set(voice, atMs * 8);
      utterances.push({ channel, startMs: atMs, endMs, text });
      atMs = hasPauses ? atMs + 9_000 : endMs;
    }
    return pcm;
  });
  return { channels, utterances };
}

function fragmentsOf(shape: CallShape, id: string, channels: readonly Int16Array[]): TestFragment[] {
  const random = seededRandom("jitter", shape.seed ?? 1);
  const names = shape.tracks ?? ["AUDIO_FROM_CUSTOMER", "AUDIO_TO_CUSTOMER"];
  const fragments: TestFragment[] = [];
  const blockCount = Math.ceil((shape.seconds * 1_000) / blockMs);
  for (let first = 0; first < blockCount; first += blocksPerFragment) {
    const blocks = [];
    for (let block = first; block < Math.min(first + blocksPerFragment, blockCount); block += 1) {
      for (const name of names) {
        const channel = name === "AUDIO_FROM_CUSTOMER" ? 0 : 1;
        const samples = channels[channel]!.slice(block * blockMs * 8, (block + 1) * blockMs * 8);
        const jitter = block === 0 ? 0 : Math.round((random() * 2 - 1) * (shape.jitterMs ?? 0));
        const shift = shape.gap && block * blockMs >= shape.gap.atMs ? shape.gap.lengthMs : 0;
        blocks.push({
          trackNumber: channel + 1,
          atMs: shape.startedAt + block * blockMs + jitter + shift,
          data: new Uint8Array(samples.buffer),
        });
      }
    }
    const producerMs = blocks[0]?.atMs ?? 0;
    const number = fragmentNumber((shape.firstNumber ?? 0) + fragments.length);
    const time = (milliseconds: number) => (milliseconds / 1_000).toFixed(3);
    const serverMs = producerMs + 1_000;
    const document = Buffer.concat([
      mkvMuxer.documentStart(),
      mkvMuxer.description(
        names.map((name) => ({ number: name === "AUDIO_FROM_CUSTOMER" ? 1 : 2, name })),
        randomBytes(16),
      ),
      mkvMuxer.tags({
        AWS_KINESISVIDEO_FRAGMENT_NUMBER: number,
        AWS_KINESISVIDEO_SERVER_TIMESTAMP: time(serverMs),
        AWS_KINESISVIDEO_PRODUCER_TIMESTAMP: time(producerMs),
      }),
      mkvMuxer.cluster(producerMs, blocks),
    ]);
    const closing = Buffer.concat([
      mkvMuxer.tags({ ContactId: id }),
      mkvMuxer.tags({ AWS_KINESISVIDEO_MILLIS_BEHIND_NOW: "0", AWS_KINESISVIDEO_CONTINUATION_TOKEN: number }),
    ]);
    fragments.push({ number, producerMs, serverMs, document, closing });
  }
  return fragments;
}

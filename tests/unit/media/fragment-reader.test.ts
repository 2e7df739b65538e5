import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  type FragmentEvent,
  FragmentReader,
  type FragmentReaderOptions,
} from "../../../domain/media/fragment-reader.ts";
import { mkvMuxer } from "../../../local/kinesis-video/mkv-muxer.ts";
import { captureNames, describeWithCaptures, readCapture } from "./kinesis-video-captures.ts";

const ours = "11111111-1111-4111-8111-111111111111";
const theirs = "22222222-2222-4222-8222-222222222222";
const tracks = [
  { number: 1, name: "AUDIO_FROM_CUSTOMER" },
  { number: 2, name: "AUDIO_TO_CUSTOMER" },
];

interface Given {
  readonly number?: number;
  readonly before?: Record<string, string>;
  readonly behind?: Record<string, string>;
  readonly trackList?: typeof tracks;
  readonly clusterMs?: number;
  readonly blocks?: { trackNumber: number; atMs: number; data: Uint8Array }[];
  readonly closing?: Record<string, string>;
}

/** A fragment as GetMedia sends it. */
function fragment({
  number = 1,
  before,
  behind,
  trackList = tracks,
  clusterMs = 1_700_000_000_000,
  blocks,
  closing,
}: Given): Buffer {
  return Buffer.concat([
    mkvMuxer.documentStart(),
    ...(before ? [mkvMuxer.tags(before)] : []),
    mkvMuxer.description(trackList, new Uint8Array(16)),
    mkvMuxer.tags({
      AWS_KINESISVIDEO_FRAGMENT_NUMBER: `9134385233318143239268206260774392014615916939${number}`,
      AWS_KINESISVIDEO_SERVER_TIMESTAMP: "1700000002.500",
      AWS_KINESISVIDEO_PRODUCER_TIMESTAMP: "1700000000.000",
    }),
    mkvMuxer.cluster(clusterMs, blocks ?? [{ trackNumber: 1, atMs: clusterMs, data: Buffer.of(number, 0) }]),
    ...(behind ? [mkvMuxer.tags(behind)] : []),
    mkvMuxer.tags(closing ?? { AWS_KINESISVIDEO_MILLIS_BEHIND_NOW: "40", AWS_KINESISVIDEO_CONTINUATION_TOKEN: "x" }),
  ]);
}

function read(options: FragmentReaderOptions, ...parts: readonly Uint8Array[]): FragmentEvent[] {
  const reader = new FragmentReader(options);
  const events = parts.flatMap((part) => reader.push(part));
  return [...events, ...reader.end()];
}

const typesOf = (events: readonly FragmentEvent[]) => events.map((event) => event.type);
const audioOf = (events: readonly FragmentEvent[]) =>
  events.flatMap((event) => (event.type === "audio" ? [event] : []));

describe("reading the media of a contact", () => {
  it("tells each fragment with its numbers and times, its audio by direction, and its end", () => {
    const blocks = [
      { trackNumber: 1, atMs: 1_700_000_000_000, data: Buffer.of(1, 2) },
      { trackNumber: 2, atMs: 1_700_000_000_064, data: Buffer.of(3, 4) },
    ];
    const number = "91343852333181432392682062607743920146159169391";
    expect(read({ contactId: ours }, fragment({ before: { ContactId: ours }, blocks }))).toEqual([
      {
        type: "fragment",
        fragmentNumber: number,
        serverTimestampMs: 1_700_000_002_500,
        producerTimestampMs: 1_700_000_000_000,
        contactId: ours,
      },
      { type: "audio", track: "AUDIO_FROM_CUSTOMER", atMs: 1_700_000_000_000, pcm: new Uint8Array([1, 2]) },
      { type: "audio", track: "AUDIO_TO_CUSTOMER", atMs: 1_700_000_000_064, pcm: new Uint8Array([3, 4]) },
      { type: "fragmentEnd", fragmentNumber: number, millisBehindNow: 40 },
    ]);
  });

  it("counts media time from the producer's timestamp where cluster timestamps have another origin", () => {
    const blocks = [{ trackNumber: 1, atMs: 5_064, data: Buffer.of(1, 2) }];
    expect(audioOf(read({}, fragment({ clusterMs: 5_000, blocks })))[0]?.atMs).toBe(1_700_000_000_064);
  });

  it("knows directions by track name, whatever the numbers, and the name that Connect used before it had two", () => {
    const swapped = [
      { number: 1, name: "AUDIO_TO_CUSTOMER" },
      { number: 2, name: "AUDIO_FROM_CUSTOMER" },
    ];
    const old = [{ number: 1, name: "Track_audio/L16" }];
    expect(audioOf(read({}, fragment({ trackList: swapped })))[0]?.track).toBe("AUDIO_TO_CUSTOMER");
    expect(audioOf(read({}, fragment({ trackList: old })))[0]?.track).toBe("AUDIO_FROM_CUSTOMER");
    expect(audioOf(read({}, fragment({ trackList: [{ number: 1, name: "video" }] })))).toEqual([]);
  });

  it("keeps audio back until a ContactId tag behind it has said whose it is", () => {
    const reader = new FragmentReader({ contactId: ours });
    const bytes = fragment({ behind: { ContactId: ours } });
    const behindAudio = bytes.lastIndexOf("ContactId");
    expect(typesOf(reader.push(bytes.subarray(0, behindAudio)))).toEqual([]);
    expect(typesOf(reader.push(bytes.subarray(behindAudio)))).toEqual(["fragment", "audio", "fragmentEnd"]);
  });

  it("gives audio at once where the tag stands before it or no contact is demanded", () => {
    const tagged = fragment({ before: { ContactId: ours } });
    const open = (bytes: Buffer) => bytes.subarray(0, bytes.indexOf("AWS_KINESISVIDEO_MILLIS_BEHIND_NOW"));
    expect(typesOf(new FragmentReader({ contactId: ours }).push(open(tagged)))).toEqual(["fragment", "audio"]);
    expect(typesOf(new FragmentReader({}).push(open(fragment({}))))).toEqual(["fragment", "audio"]);
  });

  it("takes a fragment that names nobody for the contact's before it", () => {
    const events = read({ contactId: ours }, fragment({ before: { ContactId: ours } }), fragment({ number: 2 }));
    expect(audioOf(events).map((audio) => audio.pcm[0])).toEqual([1, 2]);
  });

  it("refuses to hold more audio than the bound while nobody is named", () => {
    const blocks = Array.from({ length: 5 }, (_, index) => ({
      trackNumber: 1,
      atMs: 1_700_000_000_000 + index,
      data: Buffer.alloc(1024),
    }));
    expect(() => read({ contactId: ours, heldBytes: 4_096 }, fragment({ blocks }))).toThrow(
      /has more than 4096 bytes of audio and no ContactId tag yet/,
    );
  });
});

describe("media of another contact", () => {
  it.each(["before", "behind"] as const)(
    "is rejected at the start, both contacts named, with the tag %s the audio",
    (place) => {
      const reading = () => read({ contactId: ours }, fragment({ [place]: { ContactId: theirs } }));
      expect(reading).toThrow(expect.objectContaining({ name: "Rejected" }));
      expect(reading).toThrow(`holds media of contact ${theirs}; media of contact ${ours} was asked for`);
    },
  );

  it.each(["before", "behind"] as const)(
    "ends the contact's media once it has begun, with the tag %s the audio",
    (place) => {
      const events = read(
        { contactId: ours },
        fragment({ [place]: { ContactId: ours } }),
        fragment({ number: 2, [place]: { ContactId: theirs } }),
        fragment({ number: 3 }),
      );
      expect(typesOf(events)).toEqual(["fragment", "audio", "fragmentEnd", "mediaEnded"]);
      expect(events.at(-1)).toEqual({ type: "mediaEnded", nextContactId: theirs });
    },
  );

  it("ends the contact's media where reading was resumed behind it", () => {
    expect(typesOf(read({ contactId: ours, resumed: true }, fragment({ before: { ContactId: theirs } })))).toEqual([
      "mediaEnded",
    ]);
  });

  it("is never handed out, wherever the chunks are cut", () => {
    const stream = Buffer.concat([
      fragment({ before: { ContactId: ours }, behind: { ContactId: ours } }),
      fragment({ number: 2, behind: { ContactId: ours } }),
      fragment({ number: 3, behind: { ContactId: theirs } }),
      fragment({ number: 4, behind: { ContactId: ours } }),
    ]);
    const whole = read({ contactId: ours }, stream);
    expect(audioOf(whole).map((audio) => audio.pcm[0])).toEqual([1, 2]);
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 12 }), (cuts) => {
        const places = [0, ...cuts.toSorted((left, right) => left - right), stream.length];
        const chunks = places.slice(1).map((place, index) => stream.subarray(places[index], place));
        expect(read({ contactId: ours }, ...chunks)).toEqual(whole);
      }),
    );
  });
});

describe("media that is not a call's", () => {
  it.each([
    ["a rate of 16 kHz", "audio/L16;rate=16000;channels=1;"],
    ["two channels in a track", "audio/L16;rate=8000;channels=2"],
    ["another format", "audio/opus;rate=8000"],
  ])("is refused by its MimeType tag: %s", (_what, mimeType) => {
    expect(() => read({}, fragment({ before: { MimeType: mimeType } }))).toThrow(`the MimeType tag says "${mimeType}"`);
  });

  it("is refused where it lacks the service's tags, or they hold no time", () => {
    const file = Buffer.concat([
      mkvMuxer.documentStart(),
      mkvMuxer.description(tracks, new Uint8Array(16)),
      mkvMuxer.cluster(0, []),
    ]);
    expect(() => read({}, file)).toThrow(
      /no AWS_KINESISVIDEO_FRAGMENT_NUMBER tag before it: this is Matroska, but not what GetMedia sends/,
    );
    const timeless = Buffer.concat([
      mkvMuxer.documentStart(),
      mkvMuxer.tags({ AWS_KINESISVIDEO_FRAGMENT_NUMBER: "1", AWS_KINESISVIDEO_SERVER_TIMESTAMP: "soon" }),
      mkvMuxer.cluster(0, []),
    ]);
    expect(() => read({}, timeless)).toThrow(
      'the AWS_KINESISVIDEO_SERVER_TIMESTAMP tag says "soon", which is no time in seconds',
    );
  });

  it("is told as truncated where the connection breaks inside a fragment, and that fragment does not end", () => {
    const reader = new FragmentReader({});
    const whole = fragment({ before: { ContactId: ours } });
    const cut = reader.push(whole.subarray(0, whole.indexOf("AWS_KINESISVIDEO_MILLIS_BEHIND_NOW")));
    expect(typesOf(cut)).toEqual(["fragment", "audio"]);
    expect(() => reader.end()).toThrow(/^truncated: /);
  });
});

it("tells an error of the service that GetMedia writes into its tags", () => {
  const tags = mkvMuxer.tags({ AWS_KINESISVIDEO_ERROR_CODE: "Internal error", AWS_KINESISVIDEO_ERROR_ID: "5000" });
  expect(read({}, mkvMuxer.documentStart(), tags)).toEqual([
    { type: "serviceError", code: "Internal error", id: "5000" },
  ]);
});

describeWithCaptures("captures of GetMedia", () => {
  it.each(captureNames.slice(1))("%s shows growing fragment numbers, each fragment with an end", (name) => {
    const events = read({}, readCapture(name));
    const begun = events.flatMap((event) => (event.type === "fragment" ? [BigInt(event.fragmentNumber)] : []));
    expect(begun).toEqual(begun.toSorted((left, right) => (left < right ? -1 : 1)));
    expect(begun.length).toBe(name === "output_get_media.mkv" ? 5 : 10);
    expect(events.filter((event) => event.type === "fragmentEnd" && event.millisBehindNow !== undefined)).toHaveLength(
      begun.length,
    );
  });
});

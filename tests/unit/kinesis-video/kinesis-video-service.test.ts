import { request as httpRequest } from "node:http";
import {
  CreateStreamCommand,
  DescribeStreamCommand,
  GetDataEndpointCommand,
  KinesisVideoClient,
  ListStreamsCommand,
} from "@aws-sdk/client-kinesis-video";
import { GetMediaCommand, KinesisVideoMediaClient, type StartSelector } from "@aws-sdk/client-kinesis-video-media";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import {
  type FragmentEvent,
  FragmentReader,
  type FragmentReaderOptions,
} from "../../../domain/media/fragment-reader.ts";
import { type Gateway, startGateway } from "../../../local/gateway/gateway.ts";
import type { ServiceResponse } from "../../../local/gateway/service.ts";
import { type KinesisVideoOptions, KinesisVideoService } from "../../../local/kinesis-video/kinesis-video-service.ts";
import { openProducer, type Producer } from "../../../local/kinesis-video/put-media-client.ts";

const region = "ap-northeast-2";
const contactId = "11111111-1111-4111-8111-111111111111";
const startedAt = 1_700_000_000_000;
const streamName = "aicc-test-stream";

let gateway: Gateway;
let service: KinesisVideoService;
let control: KinesisVideoClient;
let media: KinesisVideoMediaClient;

const credentials = { accessKeyId: "test", secretAccessKey: "test" };

async function serve(options: Partial<KinesisVideoOptions> = {}): Promise<void> {
  gateway = await startGateway(0);
  service = new KinesisVideoService({
    region,
    accountId: "000000000000",
    dataEndpoint: () => gateway.endpointUrl,
    ...options,
  });
  gateway.mount(service);
  control = new KinesisVideoClient({ region, credentials, endpoint: gateway.endpointUrl });
  await control.send(new CreateStreamCommand({ StreamName: streamName, DataRetentionInHours: 1 }));
  const { DataEndpoint } = await control.send(
    new GetDataEndpointCommand({ StreamName: streamName, APIName: "GET_MEDIA" }),
  );
  media = new KinesisVideoMediaClient({ region, credentials, endpoint: DataEndpoint ?? "" });
}

async function stop(): Promise<void> {
  control.destroy();
  media.destroy();
  await service.close();
  await gateway.close();
}

beforeEach(() => serve());
afterEach(stop);

const produce = (id = contactId, at = startedAt): Promise<Producer> =>
  openProducer({
    endpoint: gateway.endpointUrl,
    streamName,
    contactId: id,
    instanceId: "instance",
    startedAt: at,
    region,
    accessKeyId: "connect",
  });

async function openMedia(selector: StartSelector): Promise<AsyncIterable<Uint8Array>> {
  const { Payload } = await media.send(new GetMediaCommand({ StreamName: streamName, StartSelector: selector }));
  if (!Payload || !(Symbol.asyncIterator in Payload)) throw new Error("no payload");
  return Payload as AsyncIterable<Uint8Array>;
}

/** Reads until `isEnough`, then hangs up. */
async function read(
  selector: StartSelector,
  isEnough: (events: readonly FragmentEvent[]) => boolean,
  options: FragmentReaderOptions = {},
): Promise<FragmentEvent[]> {
  const reader = new FragmentReader(options);
  const events: FragmentEvent[] = [];
  for await (const chunk of await openMedia(selector)) {
    events.push(...reader.push(chunk));
    if (isEnough(events)) break;
  }
  return events;
}

const ends = (count: number) => (events: readonly FragmentEvent[]) =>
  events.filter((event) => event.type === "fragmentEnd").length >= count;
const heard = (events: readonly FragmentEvent[], track: string) =>
  Buffer.concat(events.flatMap((event) => (event.type === "audio" && event.track === track ? [event.pcm] : [])));
const numbers = (events: readonly FragmentEvent[]) =>
  events.flatMap((event) => (event.type === "fragment" ? [event.fragmentNumber] : []));
const noise = (seed: number, bytes: number) =>
  Buffer.from(Uint8Array.from({ length: bytes }, (_, index) => (index * seed + (index >> 8)) & 0xff));

describe("the control plane", () => {
  it("describes and lists streams, and tells the gateway's own address as data endpoint", async () => {
    await control.send(new CreateStreamCommand({ StreamName: "another", DataRetentionInHours: 1 }));
    const { StreamInfo } = await control.send(new DescribeStreamCommand({ StreamName: streamName }));
    expect(StreamInfo).toMatchObject({ StreamName: streamName, Status: "ACTIVE", DataRetentionInHours: 1 });
    expect(StreamInfo?.StreamARN).toMatch(
      /^arn:aws:kinesisvideo:ap-northeast-2:000000000000:stream\/aicc-test-stream\/\d+$/,
    );
    const page = await control.send(new ListStreamsCommand({ MaxResults: 1 }));
    const rest = await control.send(new ListStreamsCommand({ NextToken: page.NextToken ?? "" }));
    expect([...(page.StreamInfoList ?? []), ...(rest.StreamInfoList ?? [])].map((info) => info.StreamName)).toEqual([
      streamName,
      "another",
    ]);
    const byArn = new GetDataEndpointCommand({ StreamARN: StreamInfo?.StreamARN, APIName: "PUT_MEDIA" });
    expect((await control.send(byArn)).DataEndpoint).toBe(gateway.endpointUrl);
  });

  it("answers with the errors of the service's model", async () => {
    await expect(control.send(new DescribeStreamCommand({ StreamName: "nowhere" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "The stream nowhere does not exist.",
    });
    await expect(control.send(new GetDataEndpointCommand({ APIName: "GET_MEDIA" }))).rejects.toMatchObject({
      name: "InvalidArgumentException",
    });
    await expect(control.send(new CreateStreamCommand({ StreamName: streamName }))).rejects.toMatchObject({
      name: "ResourceInUseException",
    });
  });
});

describe("a call streamed through PutMedia and GetMedia", () => {
  it("arrives to the byte in both directions, at its own times, while the producer is still there", async () => {
    const producer = await produce();
    const [from, to] = [noise(7, 16 * 3_500), noise(11, 16 * 2_200)];
    const reading = read(
      { StartSelectorType: "FRAGMENT_NUMBER", AfterFragmentNumber: producer.firstFragmentNumber },
      (events) => heard(events, "AUDIO_FROM_CUSTOMER").length === from.length && ends(4)(events),
      { contactId },
    );
    await Promise.all([
      producer.write("AUDIO_FROM_CUSTOMER", from, startedAt),
      producer.write("AUDIO_TO_CUSTOMER", to, startedAt + 300),
    ]);
    await producer.flush();
    const events = await reading;
    await producer.close();
    expect(heard(events, "AUDIO_FROM_CUSTOMER").equals(from)).toBe(true);
    expect(heard(events, "AUDIO_TO_CUSTOMER").equals(to)).toBe(true);
    expect(events.find((event) => event.type === "audio" && event.track === "AUDIO_TO_CUSTOMER")).toMatchObject({
      atMs: startedAt + 300,
    });
    expect(events[0]).toMatchObject({ type: "fragment", contactId });
  });

  it("is numbered before any audio is written, and begins with the number that was told", async () => {
    const producer = await produce();
    const atStart: StartSelector = { StartSelectorType: "PRODUCER_TIMESTAMP", StartTimestamp: new Date(startedAt) };
    for (const selector of [{ StartSelectorType: "EARLIEST" } as const, atStart]) {
      expect(numbers(await read(selector, ends(1)))).toEqual([producer.firstFragmentNumber]);
    }
    await producer.close();
  });

  it("is taken up again from a continuation, without a sample lost or repeated", async () => {
    const producer = await produce();
    const from = noise(13, 16 * 5_000);
    await producer.write("AUDIO_FROM_CUSTOMER", from, startedAt);
    await producer.close();
    const first = await read({ StartSelectorType: "EARLIEST" }, ends(3));
    const whole = first.slice(0, first.findLastIndex((event) => event.type === "fragmentEnd") + 1);
    const last = numbers(whole).at(-1) ?? "";
    const isAll = (events: readonly FragmentEvent[]) =>
      heard([...whole, ...events], "AUDIO_FROM_CUSTOMER").length >= from.length;
    const rest = await read({ StartSelectorType: "CONTINUATION_TOKEN", ContinuationToken: last }, isAll);
    expect(heard([...whole, ...rest], "AUDIO_FROM_CUSTOMER").equals(from)).toBe(true);
  });

  it("shares its stream with the next contact, whose media ends it", async () => {
    const next = "22222222-2222-4222-8222-222222222222";
    await (await produce()).close();
    const later = await produce(next, startedAt + 60_000);
    await later.close();
    const events = await read(
      { StartSelectorType: "EARLIEST" },
      (seen) => seen.some((event) => event.type === "mediaEnded"),
      { contactId },
    );
    expect(events.at(-1)).toEqual({ type: "mediaEnded", nextContactId: next });
    const wrongPlace = read({ StartSelectorType: "EARLIEST" }, () => false, { contactId: next });
    await expect(wrongPlace).rejects.toMatchObject({ name: "Rejected" });
  });

  it("puts the producer's tags before the first fragment's audio and behind every fragment's, as the service does", async () => {
    const producer = await produce();
    await producer.write("AUDIO_FROM_CUSTOMER", noise(3, 32_000), startedAt);
    await producer.close();
    const stored = service.store.get({ StreamName: streamName }).log;
    const places = [0, 1].map((position) => {
      const document = Buffer.from(stored.at(position)?.document ?? []);
      const cluster = document.indexOf(Buffer.from("1f43b675", "hex"));
      return [document.indexOf("ContactId") < cluster, document.lastIndexOf("ContactId") > cluster];
    });
    expect(places).toEqual([
      [true, true],
      [false, true],
    ]);
  });
});

describe("GetMedia", () => {
  it("tells a fragment that is not kept by the documented tags", async () => {
    const events = await read({ StartSelectorType: "FRAGMENT_NUMBER", AfterFragmentNumber: "123" }, () => false);
    expect(events).toEqual([{ type: "serviceError", code: "Requested fragment is not found", id: "4000" }]);
  });

  it("refuses selectors that lack what they need, and streams that do not exist", async () => {
    const selecting = (selector: StartSelector, StreamName = streamName) =>
      media.send(new GetMediaCommand({ StreamName, StartSelector: selector }));
    await expect(selecting({ StartSelectorType: "FRAGMENT_NUMBER" })).rejects.toMatchObject({
      name: "InvalidArgumentException",
    });
    await expect(selecting({ StartSelectorType: "SERVER_TIMESTAMP" })).rejects.toMatchObject({
      name: "InvalidArgumentException",
    });
    await expect(selecting({ StartSelectorType: "NOW" }, "nowhere")).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  it("is throttled beyond its calls a second for a stream", async () => {
    await stop();
    await serve({ getMediaPerSecond: 2, connectionLifeMs: 10 });
    const call = () => openMedia({ StartSelectorType: "NOW" });
    await call();
    await call();
    await expect(call()).rejects.toMatchObject({ name: "ClientLimitExceededException" });
  });

  it("ends quietly, between two fragments, when the connection's life is over", async () => {
    await stop();
    await serve({ connectionLifeMs: 150 });
    const producer = await produce();
    const reader = new FragmentReader({ contactId });
    const events: FragmentEvent[] = [];
    for await (const chunk of await openMedia({ StartSelectorType: "EARLIEST" })) events.push(...reader.push(chunk));
    expect(() => reader.end()).not.toThrow();
    expect(numbers(events)).toEqual([producer.firstFragmentNumber]);
    await producer.close();
  });

  it("sends no faster than it is read, and everything in the end", async () => {
    const producer = await produce();
    const minute = noise(17, 16 * 60_000);
    for (let count = 0; count < 10; count += 1) {
      await producer.write("AUDIO_FROM_CUSTOMER", minute, startedAt + count * 60_000);
    }
    await producer.close();
    const responses: ServiceResponse[] = [];
    gateway.mount({
      signingNames: service.signingNames,
      handle: (request, response) => {
        responses.push(response);
        return service.handle(request, response);
      },
      close: () => Promise.resolve(),
    });

    const payload = await openMedia({ StartSelectorType: "EARLIEST" });
    const response = responses[0];
    while (!response?.writableNeedDrain) await new Promise((resolve) => setImmediate(resolve));
    expect(response.writableLength).toBeLessThan(200_000);
    const reader = new FragmentReader({ contactId });
    let bytes = 0;
    for await (const chunk of payload) {
      for (const event of reader.push(chunk)) if (event.type === "audio") bytes += event.pcm.length;
      if (bytes === minute.length * 10) break;
    }
    expect(bytes).toBe(9_600_000);
  });
});

describe("PutMedia", () => {
  it("refuses a stream that does not exist, and a second producer on one stream", async () => {
    await expect(
      openProducer({
        endpoint: gateway.endpointUrl,
        streamName: "nowhere",
        contactId,
        instanceId: "i",
        startedAt,
        region,
        accessKeyId: "connect",
      }),
    ).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "The stream nowhere does not exist.",
    });
    const producer = await produce();
    await expect(produce()).rejects.toMatchObject({ name: "ConnectionLimitExceededException" });
    await producer.close();
  });

  it("acknowledges each fragment as buffering, received and persisted, and says what is no Matroska", async () => {
    const producer = await produce();
    await producer.close();
    const answer = await put(Buffer.from("RIFF, not Matroska"));
    expect(answer).toEqual([{ EventType: "ERROR", ErrorId: 4006, ErrorCode: "INVALID_MKV_DATA" }]);
    const document = service.store.get({ StreamName: streamName }).log.at(0)?.document ?? new Uint8Array();
    const acknowledgements = await put(document);
    expect(acknowledgements.map((each) => each.EventType)).toEqual(["BUFFERING", "RECEIVED", "PERSISTED"]);
    expect(new Set(acknowledgements.map((each) => each.FragmentNumber)).size).toBe(1);
  });

  it("adds the producer's start to relative timecodes", async () => {
    await (await produce()).close();
    const log = service.store.get({ StreamName: streamName }).log;
    await put(log.at(0)?.document ?? new Uint8Array(), {
      "x-amzn-fragment-timecode-type": "RELATIVE",
      "x-amzn-producer-start-timestamp": "10.000",
    });
    expect(log.at(1)?.producerTimestampMs).toBe(startedAt + 10_000);
  });
});

function put(
  body: Uint8Array,
  headers: Record<string, string> = { "x-amzn-fragment-timecode-type": "ABSOLUTE" },
): Promise<Record<string, unknown>[]> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(new URL("/putMedia", gateway.endpointUrl), {
      method: "POST",
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/kinesisvideo/aws4_request, SignedHeaders=host, Signature=0`,
        "x-amzn-stream-name": streamName,
        ...headers,
      },
    });
    outgoing.once("error", reject);
    outgoing.once("response", (response) => {
      response.toArray().then((parts) => {
        const lines = Buffer.concat(parts).toString("utf8").split("\r\n").filter(Boolean);
        resolve(lines.map((line) => JSON.parse(line)));
      }, reject);
    });
    outgoing.end(body);
  });
}

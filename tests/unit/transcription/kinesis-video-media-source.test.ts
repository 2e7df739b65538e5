import { Readable } from "node:stream";
import { GetDataEndpointCommand, KinesisVideoClient } from "@aws-sdk/client-kinesis-video";
import { GetMediaCommand, KinesisVideoMediaClient } from "@aws-sdk/client-kinesis-video-media";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { sdkStreamMixin } from "@smithy/core/serde";
import { mockClient } from "aws-sdk-client-mock";
import { createMediaSource } from "../../../adapters/kinesis-video-media-source.ts";

const streamArn = "arn:aws:kinesisvideo:ap-northeast-2:000000000000:stream/call/1";
const start = { kind: "after", fragmentNumber: "5" } as const;
const failing = (name: string) => Object.assign(new Error(name), { name });

describe("the media source", () => {
  const control = mockClient(KinesisVideoClient);
  const media = mockClient(KinesisVideoMediaClient);
  const made: string[] = [];
  const source = () =>
    createMediaSource(new KinesisVideoClient({ region: "ap-northeast-2" }), (endpoint) => {
      made.push(endpoint);
      return new KinesisVideoMediaClient({ region: "ap-northeast-2", endpoint });
    });
  const answer = (payload: Readable) => media.on(GetMediaCommand).resolves({ Payload: sdkStreamMixin(payload) });

  beforeEach(() => {
    control.reset();
    media.reset();
    made.length = 0;
    control.on(GetDataEndpointCommand).resolves({ DataEndpoint: "http://127.0.0.1:1" });
  });

  it("asks for the data endpoint of GetMedia, and keeps one client for each", async () => {
    answer(Readable.from([Buffer.from("a")]));
    const { openMedia } = source();
    await openMedia(streamArn, start);
    await openMedia(streamArn, start);
    expect(control.commandCalls(GetDataEndpointCommand)[0]?.args[0].input).toEqual({
      StreamARN: streamArn,
      APIName: "GET_MEDIA",
    });
    expect(made).toEqual(["http://127.0.0.1:1"]);
  });

  it("names the place to begin in the service's own terms", async () => {
    answer(Readable.from([]));
    const { openMedia } = source();
    await openMedia(streamArn, start);
    await openMedia(streamArn, { kind: "at", instantMs: 1_500 });
    expect(media.commandCalls(GetMediaCommand).map((call) => call.args[0].input.StartSelector)).toEqual([
      { StartSelectorType: "FRAGMENT_NUMBER", AfterFragmentNumber: "5" },
      { StartSelectorType: "PRODUCER_TIMESTAMP", StartTimestamp: new Date(1_500) },
    ]);
  });

  it("hands the bytes on as they come", async () => {
    answer(Readable.from([Buffer.from("a"), Buffer.from("bc")]));
    const connection = await source().openMedia(streamArn, start);
    const pieces = [];
    for await (const bytes of connection) pieces.push(Buffer.from(bytes).toString());
    expect(pieces).toEqual(["a", "bc"]);
  });

  it("calls a connection that breaks transient, and one that is closed ended", async () => {
    const payload = new Readable({ read() {} });
    answer(payload);
    const broken = await source().openMedia(streamArn, start);
    const reading = broken[Symbol.asyncIterator]().next();
    payload.destroy(new Error("reset"));
    await expect(reading).rejects.toMatchObject({ name: "Transient", cause: { message: "reset" } });

    answer(new Readable({ read() {} }));
    const closed = await source().openMedia(streamArn, start);
    const ending = closed[Symbol.asyncIterator]().next();
    closed.close();
    expect(await ending).toEqual({ done: true, value: undefined });
  });

  it.each([
    ["ClientLimitExceededException", "Transient"],
    ["ConnectionLimitExceededException", "Transient"],
    ["InvalidEndpointException", "Transient"],
    ["ResourceNotFoundException", "NotReady"],
    ["NotAuthorizedException", "Rejected"],
    ["InvalidArgumentException", "Rejected"],
  ])("translates %s to %s", async (error, fault) => {
    media.on(GetMediaCommand).rejects(failing(error));
    await expect(source().openMedia(streamArn, start)).rejects.toMatchObject({ name: fault, cause: { name: error } });
  });
});

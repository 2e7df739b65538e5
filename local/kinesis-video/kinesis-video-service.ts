import { randomUUID } from "node:crypto";
import { ServerResponse } from "node:http";
import { z } from "zod";
import { type Clock, wallClock } from "../clock.ts";
import { readJsonBody, sendError, sendJson } from "../gateway/json-protocol.ts";
import { parseInput } from "../gateway/parse-input.ts";
import { type LocalService, ServiceError, type ServiceRequest, type ServiceResponse } from "../gateway/service.ts";
import { CallRate } from "./call-rate.ts";
import { FragmentStore, type VideoStream } from "./fragment-store.ts";
import { sendMedia } from "./get-media.ts";
import { type Acknowledgement, PutMediaReceiver } from "./put-media.ts";
import { startSelectorSchema } from "./start-selector.ts";

/** What the simulated service needs and how strict it is. */
export interface KinesisVideoOptions {
  readonly region: string;
  readonly accountId: string;
  /** The URL that GetDataEndpoint answers with; asked at each call, since the gateway's port is known late. */
  readonly dataEndpoint: () => string;
  readonly clock?: Clock;
  /** Bytes of media kept for each stream. */
  readonly retainedBytes?: number;
  /** Milliseconds until GetMedia ends a connection quietly; AWS ends it after about 45 minutes. */
  readonly connectionLifeMs?: number;
  /** GetMedia calls a second for each stream; AWS allows 5. */
  readonly getMediaPerSecond?: number;
}

const streamReference = z.object({ StreamName: z.string().optional(), StreamARN: z.string().optional() });

const inputs = {
  createStream: z.object({
    StreamName: z.string().regex(/^[a-zA-Z0-9_.-]{1,256}$/),
    DataRetentionInHours: z.number().int().min(0).optional(),
  }),
  getDataEndpoint: streamReference.extend({
    APIName: z.enum([
      "PUT_MEDIA",
      "GET_MEDIA",
      "LIST_FRAGMENTS",
      "GET_MEDIA_FOR_FRAGMENT_LIST",
      "GET_HLS_STREAMING_SESSION_URL",
      "GET_DASH_STREAMING_SESSION_URL",
      "GET_CLIP",
      "GET_IMAGES",
    ]),
  }),
  listStreams: z.object({
    MaxResults: z.number().int().min(1).max(10_000).optional(),
    NextToken: z.string().optional(),
    StreamNameCondition: z
      .object({ ComparisonOperator: z.literal("BEGINS_WITH"), ComparisonValue: z.string() })
      .optional(),
  }),
  getMedia: streamReference.extend({ StartSelector: startSelectorSchema }),
};

/**
 * A simulated Amazon Kinesis Video Streams: CreateStream, DescribeStream, ListStreams, GetDataEndpoint, GetMedia and PutMedia, as the
 * AWS SDK clients and producers call them (REST JSON; https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/API_Reference.html).
 */
export class KinesisVideoService implements LocalService {
  readonly signingNames = ["kinesisvideo"];
  readonly #store: FragmentStore;
  readonly #options: KinesisVideoOptions;
  readonly #clock: Clock;
  readonly #getMediaRate: CallRate;
  readonly #producers = new Set<VideoStream>();
  readonly #closing = new AbortController();
  readonly #operations: Readonly<Record<string, (request: ServiceRequest, response: ServiceResponse) => Promise<void>>>;

  constructor(options: KinesisVideoOptions) {
    const { clock = wallClock, region, accountId, retainedBytes, getMediaPerSecond = 5 } = options;
    this.#options = options;
    this.#clock = clock;
    this.#store = new FragmentStore({
      clock,
      region,
      accountId,
      ...(retainedBytes === undefined ? {} : { retainedBytes }),
    });
    this.#getMediaRate = new CallRate(clock, getMediaPerSecond);
    this.#operations = {
      "/createStream": async (request, response) => this.#createStream(await readJsonBody(request), response),
      "/describeStream": async (request, response) => this.#describeStream(await readJsonBody(request), response),
      "/listStreams": async (request, response) => this.#listStreams(await readJsonBody(request), response),
      "/getDataEndpoint": async (request, response) => this.#getDataEndpoint(await readJsonBody(request), response),
      "/getMedia": async (request, response) => this.#getMedia(await readJsonBody(request), response),
      "/putMedia": (request, response) => this.#putMedia(request, response),
    };
  }

  /** The streams and their fragments. */
  get store(): FragmentStore {
    return this.#store;
  }

  async handle(request: ServiceRequest, response: ServiceResponse): Promise<void> {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const operation = this.#operations[path];
    try {
      if (!operation) {
        throw new ServiceError("UnknownOperationException", `The simulated Kinesis Video does not serve ${path}.`, 404);
      }
      await operation(request, response);
    } catch (error) {
      if (response.headersSent) response.destroy();
      else sendError(response, error);
    }
  }

  close(): Promise<void> {
    this.#closing.abort();
    return Promise.resolve();
  }

  #createStream(body: Record<string, unknown>, response: ServiceResponse): void {
    const input = parseInput(inputs.createStream, body, "InvalidArgumentException");
    const stream = this.#store.create(input.StreamName, input.DataRetentionInHours);
    sendJson(response, 200, { StreamARN: stream.arn });
  }

  #describeStream(body: Record<string, unknown>, response: ServiceResponse): void {
    const stream = this.#store.get(parseInput(streamReference, body, "InvalidArgumentException"));
    sendJson(response, 200, { StreamInfo: streamInfo(stream) });
  }

  #listStreams(body: Record<string, unknown>, response: ServiceResponse): void {
    const input = parseInput(inputs.listStreams, body, "InvalidArgumentException");
    const prefix = input.StreamNameCondition?.ComparisonValue ?? "";
    const after = input.NextToken ?? "";
    const fitting = this.#store.list().filter(({ name }) => name.startsWith(prefix) && name > after);
    const page = fitting.slice(0, input.MaxResults ?? 1_000);
    const last = page.length < fitting.length ? page.at(-1) : undefined;
    sendJson(response, 200, { StreamInfoList: page.map(streamInfo), ...(last ? { NextToken: last.name } : {}) });
  }

  #getDataEndpoint(body: Record<string, unknown>, response: ServiceResponse): void {
    const input = parseInput(inputs.getDataEndpoint, body, "InvalidArgumentException");
    this.#store.get(input);
    sendJson(response, 200, { DataEndpoint: this.#options.dataEndpoint() });
  }

  async #getMedia(body: Record<string, unknown>, response: ServiceResponse): Promise<void> {
    const input = parseInput(inputs.getMedia, body, "InvalidArgumentException");
    this.#store.dropExpired();
    const stream = this.#store.get(input);
    if (!this.#getMediaRate.allows(stream.name)) {
      throw new ServiceError(
        "ClientLimitExceededException",
        `GetMedia was called too often on ${stream.name}. Try later.`,
      );
    }
    const life = new AbortController();
    const end = () => life.abort();
    const gone = new AbortController();
    this.#clock.sleep(this.#options.connectionLifeMs ?? 45 * 60_000, gone.signal).then(end, () => undefined);
    this.#closing.signal.addEventListener("abort", end, { once: true });
    try {
      await sendMedia(stream, input.StartSelector, response, life.signal);
    } finally {
      gone.abort();
      this.#closing.signal.removeEventListener("abort", end);
    }
  }

  async #putMedia(request: ServiceRequest, response: ServiceResponse): Promise<void> {
    this.#store.dropExpired();
    const stream = this.#store.get({
      StreamName: headerOf(request, "x-amzn-stream-name"),
      StreamARN: headerOf(request, "x-amzn-stream-arn"),
    });
    const originMs = originOf(request);
    if (this.#producers.has(stream)) {
      throw new ServiceError("ConnectionLimitExceededException", `Another producer is connected to ${stream.name}.`);
    }
    this.#producers.add(stream);
    try {
      response.writeHead(200, { "content-type": "application/json", "x-amzn-requestid": randomUUID() });
      if (response instanceof ServerResponse) response.flushHeaders();
      await receiveMedia(stream, this.#clock, originMs, request, response);
    } finally {
      this.#producers.delete(stream);
    }
  }
}

async function receiveMedia(
  stream: VideoStream,
  clock: Clock,
  originMs: number,
  request: ServiceRequest,
  response: ServiceResponse,
): Promise<void> {
  let lines = "";
  const acknowledge = (acknowledgement: Acknowledgement) => {
    lines += `${JSON.stringify(acknowledgement)}\r\n`;
  };
  const sendAcknowledgements = () => {
    if (lines === "") return;
    // The two response classes take the same arguments but declare them apart.
    if ("stream" in response) response.write(lines);
    else response.write(lines);
    lines = "";
  };
  const receiver = new PutMediaReceiver({ stream, clock, originMs, acknowledge });
  try {
    for await (const chunk of request) {
      receiver.receive(chunk);
      sendAcknowledgements();
    }
    receiver.end();
  } catch (error) {
    if (!(error instanceof Error && error.name === "ContractViolation")) throw error;
    acknowledge({ EventType: "ERROR", ErrorId: 4006, ErrorCode: "INVALID_MKV_DATA" });
  }
  sendAcknowledgements();
  response.end();
}

function streamInfo(stream: VideoStream): Record<string, unknown> {
  return {
    StreamName: stream.name,
    StreamARN: stream.arn,
    CreationTime: stream.createdAtMs / 1000,
    DataRetentionInHours: stream.dataRetentionInHours,
    Status: "ACTIVE",
    Version: "1",
  };
}

function headerOf(request: ServiceRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" ? value : undefined;
}

function originOf(request: ServiceRequest): number {
  const type = headerOf(request, "x-amzn-fragment-timecode-type");
  if (type === "ABSOLUTE") return 0;
  const start = Number(headerOf(request, "x-amzn-producer-start-timestamp") ?? Number.NaN);
  if (type !== "RELATIVE" || Number.isNaN(start)) {
    throw new ServiceError(
      "InvalidArgumentException",
      "x-amzn-fragment-timecode-type must be ABSOLUTE, or RELATIVE with x-amzn-producer-start-timestamp in seconds.",
    );
  }
  return start * 1000;
}

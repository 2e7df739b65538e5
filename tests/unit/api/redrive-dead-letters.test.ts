import { describe, expect, it } from "@jest/globals";
import { redriveDeadLetters } from "../../../functions/api/redrive-dead-letters/step.ts";
import { respond } from "../../../functions/api/respond.ts";
import type { WaysBack } from "../../../ports/redrive.ts";
import { rejected, transient } from "../../../runtime/faults.ts";
import { RedriveReply } from "../../../schemas/dead-letter.ts";
import {
  consumerLetter,
  invocationLetter,
  routeFunctionArn,
  segmentStreamArn,
} from "../../support/dead-letter-messages.ts";
import { inMemoryDeadLetters } from "../../support/in-memory-dead-letters.ts";
import { recordingMetrics } from "../../support/recording-metrics.ts";

const violation = { errorType: "ContractViolation", errorMessage: "detail.contactId: expected string" };

/** A queue of letters, ways back that note what they sent, and the API in front. `seconds` is how long an invocation may take. */
function world(letters = [consumerLetter()], ways: Partial<WaysBack> = {}, seconds = 29) {
  const queue = inMemoryDeadLetters(letters);
  const sent: unknown[] = [];
  const pauses: number[] = [];
  const logged: unknown[][] = [];
  const metrics = recordingMetrics();
  const dependencies = {
    queues: new Map([["segments-dlq", queue]]),
    sleep: async (milliseconds: number) => void pauses.push(milliseconds),
    putRecordsAgain: async (place: unknown) => {
      sent.push(place);
      return { put: 1, isWhole: true };
    },
    invokeAgain: async (functionArn: string, payload: unknown) => {
      sent.push({ functionArn, payload });
      return { ok: true } as const;
    },
    ...ways,
  };
  const post = async (body: unknown, name = "segments-dlq") => {
    const request = {
      pathParameters: { queue: name },
      body: typeof body === "string" ? body : JSON.stringify(body),
      requestContext: { authorizer: { iam: { userArn: "arn:aws:iam::000000000000:user/operator" } } },
    };
    const started = pauses.length;
    const tools = {
      logger: { info: (...entry: unknown[]) => void logged.push(entry) },
      metrics,
      remainingMs: () => seconds * 1_000 - (pauses.length - started) * 250,
    };
    const reply = await respond(() => redriveDeadLetters(dependencies, request, tools));
    return { status: reply.statusCode, body: JSON.parse(reply.body) };
  };
  const redrive = async (body: unknown) => RedriveReply.parse((await post(body)).body);
  return { queue, sent, pauses, logged, metrics, post, redrive };
}

const ids = (entries: readonly { readonly messageId: string }[]) => entries.map(({ messageId }) => messageId);

describe("POST /dead-letters/{queue}/redrive", () => {
  it("sends all letters back, each to where it came from, and removes them", async () => {
    const { queue, sent, redrive } = world([consumerLetter(), invocationLetter(violation)]);
    expect(await redrive({ all: true })).toEqual({
      queue: "segments-dlq",
      sentBack: [
        { messageId: "m1", to: "stream aicc-dev-segments" },
        { messageId: "m2", to: "function aicc-dev-routeContactEvent" },
      ],
      kept: [],
      notFound: [],
      isDone: true,
    });
    expect(sent).toMatchObject([{ streamArn: segmentStreamArn }, { functionArn: routeFunctionArn }]);
    expect(queue.visible()).toEqual([]);
  });

  it("sends back so many, or those that are named, and leaves the others to be seen", async () => {
    const { queue, redrive } = world(Array.from({ length: 25 }, () => consumerLetter()));
    const some = await redrive({ count: 12 });
    expect(ids(some.sentBack)).toHaveLength(12);
    expect(some.isDone).toBe(true);
    expect(queue.visible()).toHaveLength(13);
    const named = await redrive({ messageIds: ["m25", "m20", "m1"] });
    expect({ sentBack: ids(named.sentBack).sort(), notFound: named.notFound }).toEqual({
      sentBack: ["m20", "m25"],
      notFound: ["m1"],
    });
    expect(queue.visible()).toHaveLength(11);
  });

  it("keeps a letter whose cause is not gone, says why, and goes on", async () => {
    const { queue, redrive } = world([invocationLetter(violation), consumerLetter()], {
      invokeAgain: async () => ({ ok: false, error: "Rejected", message: "could not start the machine" }),
    });
    const { sentBack, kept } = await redrive({ all: true });
    expect(ids(sentBack)).toEqual(["m2"]);
    expect(kept).toEqual([{ messageId: "m1", why: "its cause is not gone: Rejected: could not start the machine" }]);
    expect(queue.visible()).toEqual(["m1"]);
  });

  it.each([
    [0, /the stream no longer keeps the record/],
    [2, /no longer keeps all of these records; 2 of them were put on it again/],
  ])("keeps a letter of whose records the stream has %i left", async (put, why) => {
    const { queue, redrive } = world([consumerLetter()], { putRecordsAgain: async () => ({ put, isWhole: false }) });
    const { kept } = await redrive({ all: true });
    expect(kept).toEqual([{ messageId: "m1", why: expect.stringMatching(why) }]);
    expect(queue.visible()).toEqual(["m1"]);
  });

  it("keeps what no way leads back from, and what is refused", async () => {
    const { redrive } = world([{ body: "?", attributes: {} }, consumerLetter()], {
      putRecordsAgain: async () => {
        throw rejected("could not put records on their stream again: ResourceNotFoundException");
      },
    });
    expect((await redrive({ all: true })).kept).toEqual([
      { messageId: "m1", why: expect.stringContaining("nobody we know") },
      { messageId: "m2", why: expect.stringContaining("ResourceNotFoundException") },
    ]);
  });

  it("stops when a service is away, and leaves the rest for the next time", async () => {
    const { queue, redrive } = world([consumerLetter(), consumerLetter()], {
      putRecordsAgain: async () => {
        throw transient("could not put records on their stream again: TimeoutError");
      },
    });
    const { kept, isDone } = await redrive({ all: true });
    expect({ kept: ids(kept), isDone }).toEqual({ kept: ["m1"], isDone: false });
    expect(queue.visible()).toEqual(["m1", "m2"]);
  });

  it("goes at a pace, stops before its time is up, and goes on from there", async () => {
    const { queue, pauses, redrive } = world(
      Array.from({ length: 100 }, () => consumerLetter()),
      {},
      29,
    );
    const first = await redrive({ all: true });
    expect({ sentBack: first.sentBack.length, isDone: first.isDone }).toEqual({ sentBack: 64, isDone: false });
    expect(new Set(pauses)).toEqual(new Set([250]));
    expect(queue.visible()).toHaveLength(36);
    expect(await redrive({ all: true })).toMatchObject({ isDone: true });
    expect(queue.visible()).toEqual([]);
  });

  it("notes who sent back what, and counts it by queue", async () => {
    const { logged, metrics, redrive } = world([consumerLetter(), { body: "?", attributes: {} }]);
    await redrive({ all: true });
    expect(logged).toEqual([
      [
        "dead letters were sent back",
        expect.objectContaining({
          queue: "segments-dlq",
          by: "arn:aws:iam::000000000000:user/operator",
          asked: { all: true },
          sentBack: [{ messageId: "m1", to: "stream aicc-dev-segments" }],
        }),
      ],
    ]);
    const dimensions = { Queue: "segments-dlq" };
    expect(metrics.measurements).toEqual([
      { metric: "DeadLettersSentBack", value: 1, dimensions },
      { metric: "DeadLettersKept", value: 1, dimensions },
    ]);
  });

  it("notes what was sent back also when the queue goes away in the middle", async () => {
    const { queue, logged, metrics, post } = world(Array.from({ length: 12 }, () => consumerLetter()));
    const take = queue.take;
    queue.take = async (most) => {
      if (queue.visible().length < 12) throw transient("could not read a dead-letter queue: TimeoutError");
      return take(most);
    };
    expect(await post({ all: true })).toMatchObject({ status: 503 });
    expect(metrics.values).toEqual({ DeadLettersSentBack: [10], DeadLettersKept: [0] });
    expect(logged).toHaveLength(1);
  });

  it.each([
    ["not json", 400, '{"all":true}'],
    [{}, 400, "exactly one"],
    [{ all: true, count: 3 }, 400, "exactly one"],
    [{ all: false }, 400, "all"],
    [{ count: 0 }, 400, "count"],
    [{ messageIds: [] }, 400, "messageIds"],
    [{ everything: true }, 400, "everything"],
  ])("answers the body %j by %i and a text that tells %s", async (body, status, text) => {
    const { queue, post } = world();
    const reply = await post(body);
    expect({ status: reply.status, message: reply.body.message }).toEqual({
      status,
      message: expect.stringContaining(text),
    });
    expect(queue.visible()).toEqual(["m1"]);
  });

  it("names the queues there are when asked for another", async () => {
    const reply = await world().post({ all: true }, "orders-dlq");
    expect(reply).toMatchObject({ status: 404, body: { message: expect.stringContaining("segments-dlq") } });
  });
});

import { type EventBridgeClient, PutEventsCommand, TestEventPatternCommand } from "@aws-sdk/client-eventbridge";
import { z } from "zod";
import { createEventBuses } from "../../local/event-bridge/event-bus.ts";
import { parseEventPattern } from "../../local/event-bridge/event-pattern.ts";
import { createEventsService } from "../../local/event-bridge/events-service.ts";
import { defaultRetryPolicy } from "../../local/event-bridge/rule.ts";
import type { VirtualClock } from "../../local/virtual-clock.ts";
import type { Difference } from "./compare.ts";
import type { ReplayRoom } from "./replay-execution.ts";
import { respaced } from "./respaced.ts";

/** A line of `event-patterns.jsonl`: an event, a pattern, and what AWS said of them. The format is explained beside the recordings. */
export const recordedPattern = z
  .object({
    name: z.string().min(1),
    category: z.string().default("without category"),
    event: z.unknown().optional(),
    eventText: z.string().optional(),
    pattern: z.unknown().optional(),
    patternText: z.string().optional(),
    expected: z.enum(["match", "no-match", "invalid"]),
    error: z.object({ code: z.string(), message: z.string() }).optional(),
    via: z.enum(["TestEventPattern", "PutEvents"]).default("TestEventPattern"),
  })
  // AWS's messages quote the pattern and count its columns, so it is sent as the tests sent it.
  .transform(({ eventText, patternText, ...line }) => ({
    ...line,
    eventText: eventText ?? JSON.stringify(line.event ?? null),
    patternText: patternText ?? respaced(JSON.stringify(line.pattern ?? null)),
  }));

/** A recorded pattern with the texts that were sent. */
export type RecordedPattern = z.infer<typeof recordedPattern>;

interface PatternAnswer {
  readonly result: "match" | "no-match" | "invalid";
  readonly code?: string;
  readonly message?: string;
}

const account = { region: "us-east-1", accountId: "111111111111" };

/** Has the local EventBridge judge an event and a pattern over HTTP, and compares its verdict with AWS's. */
export async function replayPattern(line: RecordedPattern, room: ReplayRoom<EventBridgeClient>): Promise<Difference[]> {
  const answer = await (line.via === "PutEvents" ? byDelivery(line, room) : byTest(line, room));
  const compared: Record<string, [unknown, unknown]> = {
    expected: [line.expected, answer.result],
    "error.code": [line.error?.code, answer.code],
    "error.message": [line.error && withoutPlaceholders(line.error.message), answer.message],
  };
  return Object.entries(compared)
    .filter(([, [expected, actual]]) => expected !== actual)
    .map(([path, [expected, actual]]) => ({ path, expected, actual }));
}

/** AWS's messages quote the pattern, in which the partition and region of ARNs were hidden. */
function withoutPlaceholders(message: string): string {
  return message.replaceAll("<partition>", "aws").replaceAll("<region>", "us-east-1");
}

async function byTest(
  line: RecordedPattern,
  { gateway, client, clock }: ReplayRoom<EventBridgeClient>,
): Promise<PatternAnswer> {
  const { service } = createStage(clock, () => undefined);
  gateway.mount(service);
  try {
    const { Result } = await client.send(
      new TestEventPatternCommand({ Event: line.eventText, EventPattern: line.patternText }),
    );
    return { result: Result ? "match" : "no-match" };
  } catch (error) {
    if (!(error instanceof Error) || !("$metadata" in error)) throw error;
    return { result: "invalid", code: error.name, message: error.message };
  } finally {
    await service.close();
  }
}

const entry = z.object({
  source: z.string(),
  "detail-type": z.string(),
  detail: z.unknown(),
  resources: z.array(z.string()).default([]),
});

/** Puts the event on a bus with a rule of that pattern and looks whether the rule's target is called. */
async function byDelivery(
  line: RecordedPattern,
  { gateway, client, clock }: ReplayRoom<EventBridgeClient>,
): Promise<PatternAnswer> {
  let delivered = 0;
  const { service, buses } = createStage(clock, () => {
    delivered += 1;
  });
  gateway.mount(service);
  try {
    buses.putRule({
      name: "replayed",
      arn: `arn:aws:events:${account.region}:${account.accountId}:rule/replayed`,
      busName: "default",
      description: "",
      isEnabled: true,
      pattern: { text: line.patternText, matches: parseEventPattern(line.patternText) },
      targets: [
        {
          id: "target",
          arn: `arn:aws:lambda:${account.region}:${account.accountId}:function:target`,
          ...defaultRetryPolicy,
        },
      ],
    });
    const event = entry.parse(line.event);
    const { FailedEntryCount, Entries } = await client.send(
      new PutEventsCommand({
        Entries: [
          {
            Source: event.source,
            DetailType: event["detail-type"],
            Detail: JSON.stringify(event.detail),
            Resources: event.resources,
          },
        ],
      }),
    );
    if (FailedEntryCount)
      return { result: "invalid", code: Entries?.[0]?.ErrorCode ?? "", message: Entries?.[0]?.ErrorMessage ?? "" };
    await buses.settled();
    return { result: delivered > 0 ? "match" : "no-match" };
  } finally {
    await service.close();
  }
}

function createStage(clock: VirtualClock, onDelivery: () => void) {
  const unexpected = () => Promise.reject(new Error("A replayed pattern has no other target than a function."));
  const buses = createEventBuses({
    ...account,
    clock,
    functions: {
      invoke: unexpected,
      invokeAsync: async () => {
        onDelivery();
        return { requestId: "replayed" };
      },
    },
    services: { callJson: unexpected, send: unexpected, close: () => undefined },
    sendToQueue: unexpected,
    onLost: (rule, reason) => {
      throw new Error(`The event of rule ${rule} was lost: ${reason}`);
    },
  });
  return { buses, service: createEventsService(buses, { ...account, clock }) };
}

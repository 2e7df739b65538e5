import { describe, expect, it } from "@jest/globals";
import type { BusEvent, Rule, RuleTarget } from "../../../local/event-bridge/rule.ts";
import { deliverToTarget } from "../../../local/event-bridge/target-delivery.ts";
import { ServiceError } from "../../../local/gateway/service.ts";

const event: BusEvent = {
  version: "0",
  id: "e1",
  "detail-type": "T",
  source: "s",
  account: "0",
  time: "2026-01-01T00:00:00Z",
  region: "r",
  resources: [],
  detail: {},
};
const rule: Rule = { name: "rule", arn: "arn:rule", busName: "default", description: "", isEnabled: true, targets: [] };
const target: RuleTarget = {
  id: "t",
  arn: "arn:aws:lambda:r:0:function:f",
  maximumRetryAttempts: 2,
  maximumEventAgeSeconds: 60,
  deadLetterArn: "arn:aws:sqs:r:0:dlq",
};

function world(failures: readonly Error[]) {
  const left = [...failures];
  let now = 0;
  const calls: string[] = [];
  const letters: { body: string; attributes: Record<string, { StringValue: string }> }[] = [];
  const lost: string[] = [];
  return {
    calls,
    letters,
    lost,
    dependencies: {
      clock: {
        now: () => now,
        sleep: async (milliseconds: number) => {
          now += milliseconds;
        },
      },
      functions: {
        invoke: async () => ({ ok: true, requestId: "r", payload: "null" }) as const,
        invokeAsync: async (name: string) => {
          calls.push(name);
          const failure = left.shift();
          if (failure) throw failure;
          return { requestId: "r" };
        },
      },
      services: {
        callJson: async () => ({}),
        send: async () => ({ statusCode: 200, headers: {}, body: Buffer.alloc(0) }),
        close() {},
      },
      sendToQueue: async (_: string, body: string, attributes: Record<string, { StringValue: string }>) =>
        void letters.push({ body, attributes }),
      onLost: (_: string, reason: string) => void lost.push(reason),
    },
  };
}

describe("delivery to a target", () => {
  it("tries again what may pass, as often as the retry policy allows", async () => {
    const { dependencies, calls, letters } = world([new ServiceError("ThrottlingException", "slow down")]);
    await deliverToTarget(dependencies, rule, target, event);
    expect([calls.length, letters.length]).toEqual([2, 0]);
  });

  it("puts the event on the dead-letter queue with AWS's attributes once the attempts are used up", async () => {
    const failure = new ServiceError("ServiceException", "broken", 500);
    const { dependencies, calls, letters } = world([failure, failure, failure]);
    await deliverToTarget(dependencies, rule, target, event);
    expect(calls).toHaveLength(3);
    expect(JSON.parse(letters[0]?.body ?? "")).toEqual(event);
    expect(
      Object.fromEntries(
        Object.entries(letters[0]?.attributes ?? {}).map(([name, { StringValue }]) => [name, StringValue]),
      ),
    ).toEqual({
      RULE_ARN: "arn:rule",
      TARGET_ARN: target.arn,
      ERROR_CODE: "ERROR_FROM_TARGET",
      ERROR_MESSAGE: "broken",
      EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
      RETRY_ATTEMPTS: "2",
    });
  });

  it("does not try a target that does not exist again", async () => {
    const { dependencies, calls, letters } = world([
      new ServiceError("ResourceNotFoundException", "no such function", 404),
    ]);
    await deliverToTarget(dependencies, rule, target, event);
    expect([calls.length, letters[0]?.attributes.ERROR_CODE?.StringValue]).toEqual([1, "NO_RESOURCE"]);
  });

  it("says so when an event without a dead-letter queue is lost", async () => {
    const { dependencies, lost } = world([new ServiceError("ResourceNotFoundException", "no such function", 404)]);
    const { deadLetterArn: _, ...bare } = target;
    await deliverToTarget(dependencies, rule, bare, event);
    expect(lost[0]).toMatch(/no dead-letter queue/);
  });
});

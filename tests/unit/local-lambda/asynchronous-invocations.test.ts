import { describe, expect, it } from "@jest/globals";
import { ServiceError } from "../../../local/gateway/service.ts";
import { runAsynchronousInvocation } from "../../../local/lambda/asynchronous-invocations.ts";
import type { EventInvokeConfiguration } from "../../../local/lambda/function-configuration.ts";
import type { InvocationOutcome } from "../../../local/lambda/function-invoker.ts";
import { createInvocationRecordDelivery } from "../../../local/lambda/invocation-record-delivery.ts";
import { createVirtualClock } from "../../../local/virtual-clock.ts";

const functionArn = "arn:aws:lambda:ap-northeast-2:000000000000:function:f";
const ok: InvocationOutcome = { ok: true, requestId: "r", payload: '{"done":true}' };
const failed: InvocationOutcome = {
  ok: false,
  requestId: "r",
  errorType: "Transient",
  errorMessage: "broken",
  payload: '{"errorType":"Transient","errorMessage":"broken"}',
};

/** Carries one event through attempts that the test scripts, in virtual time. */
async function carry(
  attempts: readonly (InvocationOutcome | "throttled")[],
  settings: Partial<EventInvokeConfiguration>,
  deadLetterArn?: string,
) {
  const clock = createVirtualClock(Date.parse("2026-01-05T00:00:00Z"));
  const at: number[] = [];
  const sent: { readonly to: string; readonly what: unknown }[] = [];
  const lost: string[] = [];
  const delivery = createInvocationRecordDelivery({
    sendToQueue: async (arn, body, attributes) => void sent.push({ to: arn, what: { body, attributes } }),
    invokeAsync: async (arn, payload) => void sent.push({ to: arn, what: JSON.parse(payload) }),
    services: {
      async callJson(service, target, input) {
        sent.push({ to: `${service} ${target}`, what: input });
        return { FailedEntryCount: 0 };
      },
      async send(service, _method, _path, _headers, body) {
        sent.push({ to: service, what: Object.fromEntries(new URLSearchParams(body)) });
        return { statusCode: 200, headers: {}, body: Buffer.alloc(0) };
      },
    },
  });
  await clock.runUntil(
    runAsynchronousInvocation(
      { clock, delivery, retryDelaysMs: [60_000, 120_000], onLost: (_, reason) => void lost.push(reason) },
      {
        configuration: {
          functionName: "f",
          functionArn,
          description: "",
          runtime: "nodejs24.x",
          handler: "index.handler",
          codeDirectory: "",
          timeoutSeconds: 3,
          memoryMegabytes: 128,
          environment: {},
          logGroupName: "",
          ...(deadLetterArn !== undefined && { deadLetterArn }),
        },
        settings: { maximumRetryAttempts: 2, maximumEventAgeSeconds: 21_600, ...settings },
        version: "$LATEST",
        requestId: "r",
        payload: '{"a":1}',
        run: async () => {
          const outcome = attempts[at.length] ?? attempts.at(-1);
          at.push((clock.now() - Date.parse("2026-01-05T00:00:00Z")) / 1_000);
          if (outcome === "throttled" || !outcome)
            throw new ServiceError("TooManyRequestsException", "Rate Exceeded.", 429);
          return outcome;
        },
      },
    ),
  );
  return { at, sent, lost };
}

const failureRecord = {
  version: "1.0",
  timestamp: "2026-01-05T00:03:00.000Z",
  requestContext: {
    requestId: "r",
    functionArn: `${functionArn}:$LATEST`,
    condition: "RetriesExhausted",
    approximateInvokeCount: 3,
  },
  requestPayload: { a: 1 },
  responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
  responsePayload: { errorType: "Transient", errorMessage: "broken" },
};

describe("an asynchronous invocation", () => {
  it("is tried again after one and after two more minutes, as on AWS, and then told to the on-failure queue", async () => {
    const { at, sent, lost } = await carry([failed], { onFailure: "arn:aws:sqs:r:0:failures" });
    expect(at).toEqual([0, 60, 180]);
    expect(sent).toEqual([
      { to: "arn:aws:sqs:r:0:failures", what: { body: JSON.stringify(failureRecord), attributes: {} } },
    ]);
    expect(lost).toEqual([]);
  });

  it("tells its success, with the attempts that it took, to a function", async () => {
    const destination = "arn:aws:lambda:r:0:function:g";
    const { sent } = await carry([failed, ok], { onSuccess: destination });
    expect(sent).toMatchObject([
      {
        to: destination,
        what: {
          requestContext: { condition: "Success", approximateInvokeCount: 2 },
          responseContext: { statusCode: 200, executedVersion: "$LATEST" },
          responsePayload: { done: true },
        },
      },
    ]);
  });

  it("puts its record on an event bus as the event that Lambda sends there", async () => {
    const bus = "arn:aws:events:r:0:event-bus/main";
    const { sent } = await carry([failed], { onFailure: bus });
    expect(sent).toEqual([
      {
        to: "events AWSEvents.PutEvents",
        what: {
          Entries: [
            {
              EventBusName: bus,
              Source: "lambda",
              DetailType: "Lambda Function Invocation Result - Failure",
              Resources: [bus, `${functionArn}:$LATEST`],
              Detail: JSON.stringify(failureRecord),
            },
          ],
        },
      },
    ]);
  });

  it("publishes its record to a topic, and a failed event to a dead-letter topic with AWS's attributes", async () => {
    const { sent } = await carry([failed], { onFailure: "arn:aws:sns:r:0:records" }, "arn:aws:sns:r:0:dead");
    expect(sent.map(({ to }) => to)).toEqual(["sns", "sns"]);
    expect(sent[0]?.what).toMatchObject({
      Action: "Publish",
      TopicArn: "arn:aws:sns:r:0:records",
      Message: JSON.stringify(failureRecord),
    });
    expect(sent[1]?.what).toMatchObject({
      TopicArn: "arn:aws:sns:r:0:dead",
      Message: '{"a":1}',
      "MessageAttributes.entry.1.Name": "RequestID",
      "MessageAttributes.entry.1.Value.StringValue": "r",
      "MessageAttributes.entry.3.Name": "ErrorMessage",
      "MessageAttributes.entry.3.Value.StringValue": "broken",
    });
  });

  it("is not tried again when no retries are wanted", async () => {
    expect((await carry([failed], { maximumRetryAttempts: 0, onFailure: "arn:aws:sqs:r:0:q" })).at).toEqual([0]);
  });

  it("is given up before a retry that would come after its maximum age", async () => {
    const { at, sent } = await carry([failed], { maximumEventAgeSeconds: 100, onFailure: "arn:aws:sqs:r:0:q" });
    expect(at).toEqual([0, 60]);
    expect(JSON.stringify(sent)).toMatch(/EventAgeExceeded.*approximateInvokeCount\\":2/);
  });

  it("waits out throttles for hours with growing pauses, which count as no attempts", async () => {
    const throttled = Array.from({ length: 12 }, () => "throttled" as const);
    const { at, sent } = await carry([...throttled, ok], { onSuccess: "arn:aws:sqs:r:0:q" });
    expect(at.slice(0, 4)).toEqual([0, 0.25, 0.75, 1.75]);
    expect(JSON.stringify(sent)).toMatch(/Success.*approximateInvokeCount\\":1/);
  });

  it("is given up by its age while it is throttled, without a response that it never had", async () => {
    const { sent } = await carry(["throttled"], {
      maximumEventAgeSeconds: 60,
      onFailure: "arn:aws:lambda:r:0:function:g",
    });
    expect(sent[0]?.what).toMatchObject({
      requestContext: { condition: "EventAgeExceeded", approximateInvokeCount: 0 },
    });
    expect(sent[0]?.what).not.toHaveProperty("responseContext");
  });

  it("is reported as lost when its destination is of no kind that takes records", async () => {
    const { lost } = await carry([failed], { onFailure: "arn:aws:s3:::bucket" });
    expect(lost).toEqual([expect.stringContaining("No records can be sent to arn:aws:s3:::bucket here")]);
  });
});

import { describe, expect, it } from "@jest/globals";
import { readDeadLetter } from "../../../domain/redrive/read-dead-letter.ts";
import { contactEvent, contactId } from "../../support/builders.ts";
import {
  batchLetter,
  consumerLetter,
  invocationLetter,
  routeFunctionArn,
  ruleLetter,
  segmentStreamArn,
} from "../../support/dead-letter-messages.ts";

const violation = { errorType: "ContractViolation", errorMessage: "detail.contactId: expected string" };

describe("a dead letter", () => {
  it("of a stream consumer goes back to the stream, by the place it names", () => {
    const sequenceNumber = "49590338271490256608559692538361571095921575989136588898";
    expect(readDeadLetter(consumerLetter())).toEqual({
      origin: "consumer",
      error: "ContractViolation",
      reason: "a segment on the stream breaks its contract: text: expected string",
      contactId,
      wayBack: {
        to: "stream",
        place: {
          streamArn: segmentStreamArn,
          shardId: "shardId-000000000001",
          firstSequenceNumber: sequenceNumber,
          lastSequenceNumber: sequenceNumber,
        },
      },
    });
  });

  it("of an event source mapping goes back to the stream, from its first record to its last", () => {
    expect(readDeadLetter(batchLetter())).toEqual({
      origin: "event source mapping",
      error: "RetryAttemptsExhausted",
      reason: "Lambda gave up a batch of 3 record(s)",
      attempts: 6,
      wayBack: {
        to: "stream",
        place: {
          streamArn: segmentStreamArn,
          shardId: "shardId-000000000001",
          firstSequenceNumber: "49601189658422359378836298521827638475320189012309704722",
          lastSequenceNumber: "49601189658422359378836298522902373528957594348623495186",
        },
      },
    });
  });

  it("of an asynchronous invocation goes back to the function as it is now, with the input it had", () => {
    expect(readDeadLetter(invocationLetter(violation))).toEqual({
      origin: "asynchronous invocation",
      error: "ContractViolation",
      reason: violation.errorMessage,
      contactId,
      attempts: 3,
      wayBack: { to: "function", functionArn: routeFunctionArn, payload: contactEvent("INITIATED") },
    });
  });

  it("of an invocation that never ran tells by its condition what went wrong", () => {
    expect(readDeadLetter(invocationLetter(undefined))).toMatchObject({ error: "RetriesExhausted" });
  });

  it("of a rule goes back to the rule's target", () => {
    expect(readDeadLetter(ruleLetter())).toEqual({
      origin: "rule",
      error: "NO_RESOURCE",
      reason: "Function not found",
      contactId,
      attempts: 1,
      wayBack: { to: "function", functionArn: routeFunctionArn, payload: contactEvent("DISCONNECTED") },
    });
  });

  it("of a rule whose target is no function stays, and says so", () => {
    const { wayBack } = readDeadLetter(ruleLetter("arn:aws:sqs:ap-northeast-2:000000000000:elsewhere"));
    expect(wayBack).toEqual({ to: "nowhere", why: expect.stringContaining("is no function") });
  });

  it("of a function's own dead-letter queue stays, for it names no function", () => {
    const attributes = { RequestID: "e4b46cbf", ErrorCode: "200", ErrorMessage: "boom" };
    expect(readDeadLetter({ body: JSON.stringify(contactEvent("INITIATED")), attributes })).toMatchObject({
      origin: "asynchronous invocation",
      wayBack: { to: "nowhere", why: expect.stringContaining("does not tell which function it was") },
    });
  });

  it.each(["no JSON", "{}", "null", '"text"', "[]"])("that nobody we know has written stays: %s", (body) => {
    expect(readDeadLetter({ body, attributes: {} })).toMatchObject({
      origin: "unknown",
      wayBack: { to: "nowhere" },
    });
  });

  it("with a place that is no place on a stream is nobody's", () => {
    expect(readDeadLetter(consumerLetter({ sequenceNumber: "the third" })).origin).toBe("unknown");
  });

  it("shows no message of an error that is not ours, for it may quote what was said", () => {
    const crash = { errorType: "SyntaxError", errorMessage: 'Unexpected token, "제 번호는 공일공…" is not valid JSON' };
    const read = readDeadLetter(invocationLetter(crash));
    expect(read).toMatchObject({ error: "SyntaxError", reason: "the log group of the function tells more" });
  });

  it("shows as contact only what has the form of a contact id", () => {
    const event = contactEvent("INITIATED", { contactId: "제 번호는 공일공" });
    expect(readDeadLetter(invocationLetter(violation, event)).contactId).toBeUndefined();
    expect(readDeadLetter(consumerLetter({ partitionKey: "공일공" })).contactId).toBeUndefined();
  });
});

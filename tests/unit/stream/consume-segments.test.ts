import { describe, expect, it } from "@jest/globals";
import { consumeSegments } from "../../../functions/stream/consume-segments/step.ts";
import type { UtteranceRun } from "../../../ports/machines.ts";
import type { DeadLetter } from "../../../schemas/dead-letter.ts";
import { at, contactId, dayStart, segment } from "../../support/builders.ts";
import { inMemoryLedger } from "../../support/in-memory-ledger.ts";
import { recordingMachines } from "../../support/recording-machines.ts";

const record = (payload: unknown, sequenceNumber: string, partitionKey = contactId) => ({
  eventID: `shardId-000000000000:${sequenceNumber}`,
  eventSourceARN: "arn:stream/segments",
  kinesis: {
    partitionKey,
    sequenceNumber,
    data: Buffer.from(typeof payload === "string" ? payload : JSON.stringify(payload)).toString("base64"),
    approximateArrivalTimestamp: dayStart / 1000,
  },
});

function world(runs: UtteranceRun[] = []) {
  const ledger = inMemoryLedger();
  const machines = recordingMachines(runs);
  const letters: DeadLetter[] = [];
  const warnings: unknown[] = [];
  const dependencies = {
    ...ledger,
    ...machines,
    putDeadLetter: async (letter: DeadLetter) => void letters.push(letter),
    now: () => new Date(dayStart),
  };
  const logger = { warn: (...entry: unknown[]) => void warnings.push(entry) };
  const consume = (...records: ReturnType<typeof record>[]) =>
    consumeSegments(dependencies, { Records: records }, { logger });
  return { ledger, machines, letters, warnings, consume };
}

const failed = (error: string): UtteranceRun => ({ status: "failed", error, cause: "" });

describe("stream/consume-segments", () => {
  it("runs the utterance machine for final segments, in order", async () => {
    const { machines, consume } = world();
    const reply = await consume(record(segment(), "1"), record(segment({ beginOffsetMs: 5_000 }), "2"));
    expect(machines.ran.map((ran) => ran.beginOffsetMs)).toEqual([1_000, 5_000]);
    expect(reply).toEqual({ batchItemFailures: [] });
  });
  it("only marks that the caller speaks when a segment is partial", async () => {
    const { ledger, machines, consume } = world();
    await consume(record(segment({ isPartial: true }), "1"));
    expect(machines.ran).toEqual([]);
    expect(ledger.heard.get(contactId)).toBe(dayStart);
  });
  it("marks the end of an utterance of the caller before it is dealt with, for the flow that waits", async () => {
    const { ledger, consume } = world([failed("Transient")]);
    await consume(record(segment(), "1"));
    await expect(ledger.lastUtteranceEndAt(contactId)).resolves.toBe(dayStart);
  });
  it("marks no end of an utterance that the caller only hears", async () => {
    const { ledger, consume } = world();
    await consume(record(segment({ participantRole: "AGENT" }), "1"));
    await expect(ledger.lastUtteranceEndAt(contactId)).resolves.toBeUndefined();
  });
  it("does not run a segment again that is recorded already", async () => {
    const { ledger, machines, consume } = world();
    const { version: _v, isPartial: _p, ...utterance } = segment();
    await ledger.putUtterance({
      ...utterance,
      redactedTypes: [],
      intent: "refund",
      confidenceOfIntent: 1,
      sentiment: "NEUTRAL",
      action: "answer",
    });
    await consume(record(segment(), "1"));
    expect(machines.ran).toEqual([]);
  });
  it("stops a contact at a passing fault, has it delivered again from there, and lets other contacts go on", async () => {
    const { machines, warnings, letters, consume } = world([failed("Transient")]);
    const other = segment({ contactId: "other", segmentId: "other#1" });
    const reply = await consume(
      record(segment(), "1"),
      record(other, "2", "other"),
      record(segment({ beginOffsetMs: 5_000 }), "3"),
    );
    expect(reply).toEqual({ batchItemFailures: [{ itemIdentifier: "1" }, { itemIdentifier: "3" }] });
    expect(machines.ran.map((ran) => ran.contactId)).toEqual([contactId, "other"]);
    expect(warnings).toMatchObject([["record will be delivered again", { sequenceNumber: "1", error: "Transient" }]]);
    expect(letters).toEqual([]);
  });
  it.each([
    ["no JSON", "{", "is no JSON text"],
    ["no segment", { contactId }, "segmentId"],
    ["a time that cannot be", segment({ endOffsetMs: -1 }), "endOffsetMs"],
  ])("lays %s aside with its reason and place, without what was said, and goes on", async (_, payload, reason) => {
    const { machines, letters, consume } = world();
    const reply = await consume(record(payload, "7"), record(segment(), "8"));
    expect(reply).toEqual({ batchItemFailures: [] });
    expect(machines.ran).toHaveLength(1);
    expect(letters).toEqual([
      {
        reason: expect.stringContaining(reason),
        error: "ContractViolation",
        streamArn: "arn:stream/segments",
        shardId: "shardId-000000000000",
        sequenceNumber: "7",
        partitionKey: contactId,
        at: at(0),
      },
    ]);
    expect(JSON.stringify(letters)).not.toContain("배송");
  });
  it("lays a segment aside that its machine refuses for good", async () => {
    const { letters, consume } = world([failed("ContractViolation")]);
    expect(await consume(record(segment(), "1"))).toEqual({ batchItemFailures: [] });
    expect(letters).toMatchObject([{ error: "Rejected", reason: expect.stringContaining("ContractViolation") }]);
  });
});

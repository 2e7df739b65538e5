import { describe, expect, it } from "@jest/globals";
import { consumeContactRecords } from "../../../functions/stream/consume-contact-records/step.ts";
import { at, contactId, dayStart } from "../../support/builders.ts";
import { inMemoryLedger } from "../../support/in-memory-ledger.ts";
import { recordingMachines } from "../../support/recording-machines.ts";

describe("stream/consume-contact-records", () => {
  it("repairs a disconnection that no event told of, and wakes the execution", async () => {
    const ledger = inMemoryLedger();
    const machines = recordingMachines();
    await ledger.putToken(contactId, "end", "t");
    const record = {
      ContactId: contactId,
      LastUpdateTimestamp: at(70),
      Channel: "VOICE",
      DisconnectTimestamp: at(60),
      Recordings: null,
    };
    const dependencies = { ...ledger, ...machines, putDeadLetter: async () => {}, now: () => new Date(dayStart) };
    const Records = [
      {
        eventID: "shardId-000000000000:1",
        eventSourceARN: "arn:stream",
        kinesis: {
          partitionKey: contactId,
          sequenceNumber: "1",
          data: Buffer.from(JSON.stringify(record)).toString("base64"),
          approximateArrivalTimestamp: 0,
        },
      },
    ];
    await consumeContactRecords(dependencies, { Records }, { logger: { warn: () => {} } });
    expect(ledger.records.get(contactId)?.facts).toEqual({
      channel: "VOICE",
      disconnectedAt: at(60),
      contactRecordAt: at(70),
    });
    expect(machines.resumed).toEqual([{ token: "t", output: {} }]);
  });
});

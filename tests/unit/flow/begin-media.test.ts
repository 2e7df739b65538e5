import { describe, expect, it } from "@jest/globals";
import { createCallerKey } from "../../../adapters/caller-key.ts";
import { beginMedia } from "../../../functions/flow/begin-media/step.ts";
import { FlowEvent } from "../../../schemas/flow.ts";
import { at, contactId, flowEvent } from "../../support/builders.ts";
import { inMemoryCallers } from "../../support/in-memory-callers.ts";
import { inMemoryLedger } from "../../support/in-memory-ledger.ts";
import { recordingMachines } from "../../support/recording-machines.ts";

function world() {
  const ledger = inMemoryLedger();
  const machines = recordingMachines();
  const callers = inMemoryCallers();
  const callerKey = createCallerKey("a pepper for tests, and for tests only");
  return { ledger, machines, callers, dependencies: { ...ledger, ...machines, ...callers, callerKey } };
}

describe("flow/begin-media", () => {
  it("notes the media, starts the contact's execution and hands it the media if it waits", async () => {
    const { ledger, machines, dependencies } = world();
    await ledger.putToken(contactId, "media", "token-1");
    await expect(beginMedia(dependencies, flowEvent())).resolves.toEqual({
      status: "transcribing",
      languageCode: "ko-KR",
    });
    expect(machines.started).toEqual([contactId]);
    expect(machines.resumed).toEqual([
      {
        token: "token-1",
        output: {
          media: {
            streamArn: "arn:stream",
            startFragmentNumber: "91343852333181432392682062622220590765191907586",
            startedAt: at(0),
          },
          languageCode: "ko-KR",
        },
      },
    ]);
  });
  it("keeps whose contact it is by a key that does not tell the number", async () => {
    const { callers, dependencies } = world();
    const CustomerEndpoint = { Address: "+821000000001", Type: "TELEPHONE_NUMBER" };
    await beginMedia(dependencies, flowEvent({}, { CustomerEndpoint }));
    const [kept] = [...callers.callers];
    expect(kept).toEqual([contactId, expect.stringMatching(/^[\w-]{43}$/)]);
    expect(JSON.stringify(kept)).not.toContain("0000000");
  });
  it("knows whom to call back even where the flow streams no media", async () => {
    const { callers, dependencies } = world();
    const contact = {
      CustomerEndpoint: { Address: "+821000000001", Type: "TELEPHONE_NUMBER" },
      MediaStreams: undefined,
    };
    await expect(beginMedia(dependencies, flowEvent({}, contact))).rejects.toThrow("MediaStreams");
    expect([...callers.callers.keys()]).toEqual([contactId]);
  });
  it("begins for a caller without a number as well", async () => {
    const { callers, dependencies } = world();
    const CustomerEndpoint = { Address: "anonymous", Type: "TELEPHONE_NUMBER" };
    await beginMedia(dependencies, flowEvent({}, { CustomerEndpoint }));
    expect(callers.callers.size).toBe(0);
  });
  it("keeps the first media when Amazon Connect calls it again", async () => {
    const { ledger, dependencies } = world();
    await beginMedia(dependencies, flowEvent());
    await beginMedia(dependencies, flowEvent());
    expect(ledger.media.size).toBe(1);
  });
  it("takes the language from the flow's attribute first", async () => {
    const { ledger, dependencies } = world();
    await beginMedia(dependencies, flowEvent({}, { Attributes: { language: "en-US" } }));
    expect(ledger.records.get(contactId)?.languageCode).toBe("en-US");
  });
  it("takes the language that a flow has given the contact where the attribute is empty", async () => {
    const { ledger, dependencies } = world();
    await beginMedia(dependencies, flowEvent({}, { Attributes: { language: "" }, LanguageCode: "en-GB" }));
    expect(ledger.records.get(contactId)?.languageCode).toBe("en-GB");
  });
  it.each([null, "en-US"])(
    "leaves the language open when nobody names one (LanguageCode %s), and does not undo what the caller was found to speak",
    async (LanguageCode) => {
      const { ledger, dependencies } = world();
      const silent = FlowEvent.parse(flowEvent({}, { LanguageCode }));
      await expect(beginMedia(dependencies, silent)).resolves.toMatchObject({ languageCode: "und" });
      expect(ledger.records.get(contactId)?.languageCode).toBeUndefined();
      await ledger.setLanguage(contactId, "en-US");
      await beginMedia(dependencies, flowEvent());
      expect(ledger.records.get(contactId)?.languageCode).toBe("en-US");
    },
  );
  it("refuses a language that is not served, so that the flow leads to a person", async () => {
    const { machines, dependencies } = world();
    await expect(beginMedia(dependencies, flowEvent({}, { Attributes: { language: "ja-JP" } }))).rejects.toMatchObject({
      name: "ContractViolation",
      message: expect.stringContaining("ko-KR or en-US"),
    });
    expect(machines.started).toEqual([]);
  });
  it("names the missing block when media streaming has not been started", async () => {
    const { dependencies } = world();
    const event = FlowEvent.parse(flowEvent({}, { MediaStreams: { Customer: { Audio: null } } }));
    await expect(beginMedia(dependencies, event)).rejects.toMatchObject({
      name: "ContractViolation",
      message: expect.stringContaining("Start media streaming"),
    });
  });
});

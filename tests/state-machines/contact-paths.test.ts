import { SendTaskSuccessCommand } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "@jest/globals";
import type { StepFunctions } from "../../local/step-functions/step-functions-service.ts";
import { contactId } from "../support/builders.ts";
import { callService } from "../support/call-service.ts";
import { fault, runMachine, type StepBehaviour } from "../support/machine-runner.ts";

const media = { streamArn: "arn:stream", startFragmentNumber: "1", startedAt: "2024-12-19T00:00:00.000Z" };
const checkpoint = { afterFragmentNumber: "7", mediaMs: 890_000 };

/** A waiting step that is resumed at once, as if what it waits for had come already. */
const resumedWith =
  (output: unknown): StepBehaviour =>
  async ({ taskToken }, machines: StepFunctions) => {
    await callService(
      machines,
      new SendTaskSuccessCommand({ taskToken: String(taskToken), output: JSON.stringify(output) }),
    );
  };

const steps: Record<string, StepBehaviour> = {
  AwaitMedia: resumedWith({ media, languageCode: "ko-KR" }),
  TranscribeMedia: () => ({ state: "finished", checkpoint, finalSegments: 3 }),
  AwaitContactEnd: resumedWith({}),
  CloseContact: () => ({ outcome: "bot" }),
  ArchiveTranscript: () => ({ key: "transcripts/x.json" }),
  EmitContactMetrics: () => ({ emitted: true }),
  SettleFirstContact: () => ({ judged: true }),
  OpenFaultIssue: () => ({ issueId: "ISS-001" }),
};
const ending = ["CloseContact", "ArchiveTranscript", "EmitContactMetrics", "SettleFirstContact", "ContactFinished"];
const run = (overrides: Record<string, StepBehaviour> = {}) =>
  runMachine("contact", { contactId }, { ...steps, ...overrides });

describe("the machine contact", () => {
  it("follows a call from its media to its metrics", async () => {
    const { status, entered, output } = await run();
    expect(entered).toEqual([
      "AwaitMedia",
      "HasMedia",
      "TranscribeMedia",
      "IsMediaFinished",
      "AwaitContactEnd",
      ...ending,
    ]);
    expect({ status, output }).toEqual({ status: "SUCCEEDED", output: { contactId } });
  });
  it("goes on from the checkpoint after each hand-over and hands the last count to the closing", async () => {
    const inputs: unknown[] = [];
    const closings: unknown[] = [];
    const outputs = [
      { state: "handover", checkpoint, finalSegments: 2 },
      { state: "handover", checkpoint: { mediaMs: 1_780_000 }, finalSegments: 5 },
      { state: "finished", checkpoint: { mediaMs: 2_000_000 }, finalSegments: 6 },
    ];
    await run({
      TranscribeMedia: (input) => {
        inputs.push([input.checkpoint, input.finalSegments]);
        return outputs[inputs.length - 1];
      },
      CloseContact: (input) => void closings.push(input),
    });
    expect(inputs).toEqual([
      [null, 0],
      [checkpoint, 2],
      [{ mediaMs: 1_780_000 }, 5],
    ]);
    expect(closings).toEqual([{ contactId, finalSegments: 6, acceptGaps: false }]);
  });
  it("skips transcription for a caller who hung up during the greeting", async () => {
    const { entered, status } = await run({ AwaitMedia: resumedWith({ media: null }) });
    expect(entered).toEqual(["AwaitMedia", "HasMedia", "AwaitContactEnd", ...ending]);
    expect(status).toBe("SUCCEEDED");
  });
  it("opens an issue when the media is another contact's, and the contact still reaches its end", async () => {
    const issues: unknown[] = [];
    const { entered, status } = await run({
      TranscribeMedia: () => {
        throw fault("Rejected");
      },
      OpenFaultIssue: (input) => void issues.push(input),
    });
    expect(issues).toEqual([{ contactId, where: "contact.TranscribeMedia", error: "Rejected", contactGoesOn: true }]);
    expect(entered.slice(2)).toEqual([
      "TranscribeMedia",
      "OpenFaultIssue",
      "CanContactGoOn",
      "AwaitContactEnd",
      ...ending,
    ]);
    expect(status).toBe("SUCCEEDED");
  });
  it("tries a passing fault five times more, then gives the transcript up but not the contact", async () => {
    let tries = 0;
    const { status } = await run({
      TranscribeMedia: () => {
        tries += 1;
        throw fault("Transient");
      },
    });
    expect({ tries, status }).toEqual({ tries: 6, status: "SUCCEEDED" });
  });
  it("waits for the last utterances, then closes with the gap accepted", async () => {
    const asked: unknown[] = [];
    const { status } = await run({
      CloseContact: ({ acceptGaps }) => {
        asked.push(acceptGaps);
        if (!acceptGaps) throw fault("NotReady");
      },
    });
    expect(asked).toEqual([...Array(9).fill(false), true]);
    expect(status).toBe("SUCCEEDED");
  });
  it.each(["CloseContact", "ArchiveTranscript", "EmitContactMetrics", "SettleFirstContact", "AwaitContactEnd"])(
    "fails by name, with an issue, when %s fails for good",
    async (state) => {
      const issues: unknown[] = [];
      const { status, error, cause } = await run({
        [state]: () => {
          throw fault("Rejected");
        },
        OpenFaultIssue: (input) => void issues.push(input),
      });
      expect({ status, error }).toEqual({ status: "FAILED", error: "ContactUnfinished" });
      expect(cause).toBe(`contact ${contactId} could not be finished at contact.${state}; an issue has been opened`);
      expect(issues).toMatchObject([{ where: `contact.${state}`, contactGoesOn: false }]);
    },
  );
  it("counts the contact once more when the function that counts has died, and leaves a second death to people", async () => {
    const dies = (deaths: number): StepBehaviour => {
      let runs = 0;
      return () => {
        runs += 1;
        if (runs <= deaths) throw fault("Sandbox.Timedout");
        return { emitted: true };
      };
    };
    const again = ["EmitContactMetrics", "HasCountingDiedBefore", "LetLogArrive", "EmitContactMetrics"];
    const once = await run({ EmitContactMetrics: dies(1) });
    expect(once.entered.slice(-6)).toEqual([...again, "SettleFirstContact", "ContactFinished"]);
    expect(once.status).toBe("SUCCEEDED");
    const judging = await run({ SettleFirstContact: dies(1) });
    expect(judging.entered.slice(-6)).toEqual([
      "SettleFirstContact",
      "HasCountingDiedBefore",
      "LetLogArrive",
      "EmitContactMetrics",
      "SettleFirstContact",
      "ContactFinished",
    ]);
    const twice = await run({ EmitContactMetrics: dies(2) });
    expect(twice.entered.slice(-8)).toEqual([
      ...again,
      "HasCountingDiedBefore",
      "OpenFaultIssue",
      "CanContactGoOn",
      "ContactUnfinished",
    ]);
  });
  it("fails by name even when no issue can be opened", async () => {
    const broken = () => {
      throw fault("Rejected");
    };
    expect(await run({ CloseContact: broken, OpenFaultIssue: broken })).toMatchObject({
      status: "FAILED",
      error: "ContactUnfinished",
    });
  });
});

import { describe, expect, it } from "@jest/globals";
import { redriveRules } from "../../domain/redrive/redrive-rules.ts";
import { CheckLettersInput, checkLetters } from "../../functions/redrive/check-letters/step.ts";
import { routeResolvedIssue } from "../../functions/redrive/route-resolved-issue/step.ts";
import { SendLettersInput, sendLetters } from "../../functions/redrive/send-letters/step.ts";
import { SettleRedriveInput, settleRedrive } from "../../functions/redrive/settle-redrive/step.ts";
import { createVirtualClock } from "../../local/virtual-clock.ts";
import type { InvokedAgain } from "../../ports/redrive.ts";
import { IssueResolved } from "../../schemas/domain-events.ts";
import { at, dayStart } from "../support/builders.ts";
import { consumerLetter, invocationLetter } from "../support/dead-letter-messages.ts";
import { inMemoryDeadLetters } from "../support/in-memory-dead-letters.ts";
import { inMemoryIssues } from "../support/in-memory-issues.ts";
import { inMemoryRemedies } from "../support/in-memory-remedies.ts";
import { fault, runMachine, type StepBehaviour } from "../support/machine-runner.ts";
import { recordingMachines } from "../support/recording-machines.ts";
import { recordingMetrics } from "../support/recording-metrics.ts";

const occasion = { redriveId: "ISS-007-segments-dlq", issueId: "ISS-007", queue: "segments-dlq" };
const violation = { errorType: "ContractViolation", errorMessage: "detail.contactId: expected string" };

/** A queue of letters an hour after they were laid aside, and all that a redrive touches. */
function postOffice(letters = [consumerLetter()]) {
  const clock = createVirtualClock(dayStart + 3_600_000);
  const now = () => new Date(clock.now());
  const queue = inMemoryDeadLetters(letters);
  const book = inMemoryRemedies(now);
  const issues = inMemoryIssues();
  const metrics = recordingMetrics();
  const sentAtS: number[] = [];
  const began = clock.now();
  /** What happens when a letter is sent back. */
  const world = {
    onRecord: () => undefined as unknown,
    invoked: { ok: true } as InvokedAgain,
  };
  const queues = new Map([[occasion.queue, queue]]);
  const dependencies = {
    ...book,
    queues,
    now,
    sleep: async () => undefined,
    putRecordsAgain: async () => {
      sentAtS.push((clock.now() - began) / 1_000);
      await world.onRecord();
      return { put: 1, isWhole: true };
    },
    invokeAgain: async () => world.invoked,
  };
  const tools = { metrics, remainingMs: () => 30_000 };
  const redrive = (steps: Readonly<Record<string, StepBehaviour>> = {}) =>
    clock.runUntil(
      runMachine(
        "redrive",
        occasion,
        {
          SendLetters: (input) => sendLetters(dependencies, SendLettersInput.parse(input), tools),
          CheckLetters: (input) => checkLetters(dependencies, CheckLettersInput.parse(input)),
          SettleRedrive: (input) =>
            settleRedrive({ open: issues.open, publish: async () => undefined }, SettleRedriveInput.parse(input)),
          ...steps,
        },
        clock,
      ),
    );
  return { clock, queue, queues, book, issues, metrics, sentAtS, world, redrive };
}

describe("the machine redrive", () => {
  it("sends one letter first, and ten a round once that one did not come back", async () => {
    const { queue, sentAtS, metrics, book, issues, redrive } = postOffice(
      Array.from({ length: 25 }, () => consumerLetter()),
    );
    const { status, output } = await redrive();
    expect({ status, output }).toEqual({
      status: "SUCCEEDED",
      output: { redriveId: occasion.redriveId, result: "sent", sent: 25 },
    });
    expect(queue.visible()).toEqual([]);
    expect(sentAtS).toEqual([0, ...Array(10).fill(120), ...Array(10).fill(240), ...Array(4).fill(360)]);
    expect(metrics.values.DeadLettersSentBack?.reduce((sum, value) => sum + value, 0)).toBe(25);
    expect(book.actions.slice(0, 4).map(({ phase, why }) => [phase, why])).toEqual([
      ["intended", "round 1, at most 1 letters"],
      ["done", "round 1: 1 sent back, 0 kept"],
      ["intended", "round 2, at most 10 letters"],
      ["done", "round 2: 10 sent back, 0 kept"],
    ]);
    expect(await issues.list()).toEqual([]);
  });

  it("stops when the test letter comes back, leaves the others, and opens an issue", async () => {
    const { clock, queue, world, issues, redrive } = postOffice(Array.from({ length: 5 }, () => consumerLetter()));
    world.onRecord = () => queue.lay(consumerLetter(), new Date(clock.now() + 1_000).toISOString());
    const { status, output, entered } = await redrive();
    expect({ status, output }).toMatchObject({
      status: "SUCCEEDED",
      output: { result: "came-back", sent: 1, issueId: "ISS-001" },
    });
    expect(entered.at(-1)).toBe("LettersLeft");
    expect(queue.visible()).toHaveLength(5);
    expect(await issues.list()).toMatchObject([
      {
        causeKey: "redrive#segments-dlq",
        severity: "high",
        summary: "redrive of segments-dlq after ISS-007: letters came back, 1 sent (npm run redrive)",
      },
    ]);
  });

  it("stops at the first letter that its receiver does not take", async () => {
    const { queue, world, issues, redrive } = postOffice([invocationLetter(violation), invocationLetter(violation)]);
    world.invoked = { ok: false, error: "ContractViolation", message: "detail.contactId: expected string" };
    const { output } = await redrive();
    expect(output).toMatchObject({ result: "kept", sent: 0 });
    expect(queue.visible()).toHaveLength(2);
    expect((await issues.list())[0]?.cause).toContain("its cause is not gone: ContractViolation");
  });

  it("stops in the middle of a round, too", async () => {
    const letters = [consumerLetter(), consumerLetter(), invocationLetter(violation), consumerLetter()];
    const { queue, world, redrive } = postOffice(letters);
    world.invoked = { ok: false, error: "ContractViolation", message: "x" };
    expect((await redrive()).output).toMatchObject({ result: "kept", sent: 2 });
    expect(queue.visible()).toEqual(["m3", "m4"]);
  });

  it("sends nothing while remedies are stopped, and nothing more after a stop, without an issue", async () => {
    const stopped = postOffice(Array.from({ length: 5 }, () => consumerLetter()));
    await stopped.book.turnSwitch({ isOn: false });
    expect((await stopped.redrive()).output).toMatchObject({ result: "stopped", sent: 0 });
    const later = postOffice(Array.from({ length: 5 }, () => consumerLetter()));
    later.world.onRecord = () => later.book.turnSwitch({ isOn: false });
    expect((await later.redrive()).output).toMatchObject({ result: "stopped", sent: 1 });
    expect(later.queue.visible()).toHaveLength(4);
    expect(await later.issues.list()).toEqual([]);
  });

  it("sends no more than its rounds allow, and says that some are left", async () => {
    const most = 1 + (redriveRules.mostRounds - 1) * redriveRules.lettersPerRound;
    const { queue, issues, redrive } = postOffice(Array.from({ length: most + 3 }, () => consumerLetter()));
    expect((await redrive()).output).toMatchObject({ result: "left", sent: most });
    expect(queue.visible()).toHaveLength(3);
    expect(await issues.list()).toMatchObject([{ severity: "low" }]);
  });

  it.each(["SendLetters", "CheckLetters", "SettleRedrive"])(
    "fails by name when %s fails for good, and says where",
    async (state) => {
      const { redrive } = postOffice();
      const { status, error, cause } = await redrive({
        [state]: () => {
          throw fault("Rejected");
        },
      });
      expect({ status, error }).toEqual({ status: "FAILED", error: "RedriveUnfinished" });
      expect(cause).toBe(`ISS-007-segments-dlq broke off: redrive.${state} failed with Rejected`);
    },
  );
});

describe("the edge of redrives", () => {
  const resolved = IssueResolved.parse({
    id: "an event",
    time: at(5),
    source: "aicc",
    "detail-type": "IssueResolved.v1",
    detail: {
      metadata: {
        id: "ISS-007.resolved",
        occurredAt: at(5),
        correlationId: "ISS-007",
        causationId: "ISS-007",
        version: 1,
      },
      data: { issueId: "ISS-007", severity: "high", source: "alarm", occurrences: 1, timeToResolveMs: 60_000 },
    },
  });
  it("starts one redrive for each queue in which letters lie, named by issue and queue", async () => {
    const machines = recordingMachines();
    const queues = new Map([
      [occasion.queue, inMemoryDeadLetters([consumerLetter()])],
      ["contact-events-dlq", inMemoryDeadLetters([])],
    ]);
    expect(await routeResolvedIssue({ ...machines, queues }, resolved)).toEqual({ redrives: [occasion.redriveId] });
    expect(machines.redriven).toEqual([occasion]);
  });
});

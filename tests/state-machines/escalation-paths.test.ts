import { SendTaskSuccessCommand } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "@jest/globals";
import { contactId } from "../support/builders.ts";
import { callService } from "../support/call-service.ts";
import { fault, runMachine, type StepBehaviour } from "../support/machine-runner.ts";

const afterwards = ["raise_priority", "offer_callback", "call_supervisor", "give_up"];

/** Steps by which nobody comes until the wait of a tier (0 is the first), in which `outcome` happens; waits in vain are over at once. */
function steps(tierOfEnd: number, outcome: string, recorded: unknown[] = []): Record<string, StepBehaviour> {
  let waits = 0;
  return {
    PrepareHandover: () => ({ queue: "korean-general", priority: 5, reason: "agent_request" }),
    ChooseTier: ({ previousTier }) => {
      const tier = typeof previousTier === "number" ? previousTier + 1 : 0;
      const waitSeconds = tier === tierOfEnd ? 3_600 : 1;
      return { tier, waitSeconds, timeoutSeconds: 7_200, afterwards: afterwards[tier] };
    },
    AwaitAgent: async ({ taskToken }, machines) => {
      const token = { taskToken: String(taskToken), output: JSON.stringify({ outcome }) };
      if (waits === tierOfEnd) await callService(machines, new SendTaskSuccessCommand(token));
      waits += 1;
    },
    RaisePriority: () => ({ priority: 3 }),
    OfferQueueCallback: () => undefined,
    CallSupervisor: () => undefined,
    RecordEscalation: (input) => {
      recorded.push(input);
      return { outcome: input.outcome, waitedMs: 1 };
    },
  };
}
const run = (behaviour: Record<string, StepBehaviour>) => runMachine("escalation", { contactId }, behaviour);
const wait = ["ChooseTier", "AwaitAgent"];
const ending = ["RecordEscalation", "IsAnswered", "EscalationFinished"];

describe("the machine escalation", () => {
  it.each(["connected", "left"])("ends when the caller is %s before the first limit", async (outcome) => {
    const recorded: unknown[] = [];
    const { status, entered, output } = await run(steps(0, outcome, recorded));
    expect(entered).toEqual(["PrepareHandover", ...wait, ...ending]);
    expect({ status, output }).toEqual({ status: "SUCCEEDED", output: { contactId, outcome } });
    expect(recorded).toEqual([{ contactId, outcome, fault: null }]);
  });

  it("raises the priority, offers a callback, calls a supervisor, one after the other, while nobody comes", async () => {
    const { entered } = await run(steps(3, "connected"));
    expect(entered).toEqual([
      "PrepareHandover",
      ...wait,
      "WhichTier",
      "RaisePriority",
      ...wait,
      "WhichTier",
      "OfferQueueCallback",
      ...wait,
      "WhichTier",
      "CallSupervisor",
      ...wait,
      ...ending,
    ]);
  });

  it("fails by name when neither an agent nor a hang-up was told of, after taking the caller off the board", async () => {
    const recorded: unknown[] = [];
    const result = await run(steps(9, "connected", recorded));
    expect(result).toMatchObject({ status: "FAILED", error: "EscalationUnanswered" });
    expect(recorded).toEqual([{ contactId, outcome: "unanswered", fault: null }]);
  });

  it("succeeds after all when an agent of whom nothing was told turns out to have come", async () => {
    const found = { RecordEscalation: () => ({ outcome: "connected", waitedMs: 1 }) };
    const { status, output } = await run({ ...steps(9, "never"), ...found });
    expect({ status, output }).toEqual({ status: "SUCCEEDED", output: { contactId, outcome: "connected" } });
  });

  it.each(["PrepareHandover", "RaisePriority", "OfferQueueCallback", "CallSupervisor"])(
    "serves the caller all the same when %s fails, and keeps the fault in the story",
    async (state) => {
      const recorded: unknown[] = [];
      const refuse = () => {
        throw fault("Rejected");
      };
      const { status } = await run({ ...steps(3, "connected", recorded), [state]: refuse });
      expect(status).toBe("SUCCEEDED");
      expect(recorded).toMatchObject([
        { outcome: "connected", fault: { where: `escalation.${state}`, error: "Rejected" } },
      ]);
    },
  );

  it("counts once more when the function that counts has died, and leaves a second death to people", async () => {
    const dies = (deaths: number): StepBehaviour => {
      let runs = 0;
      return (input) => {
        runs += 1;
        if (runs <= deaths) throw fault("Sandbox.Timedout");
        return { outcome: input.outcome, waitedMs: 1 };
      };
    };
    const again = ["RecordEscalation", "HasCountingDiedBefore", "LetLogArrive", "RecordEscalation"];
    const once = await run({ ...steps(0, "connected"), RecordEscalation: dies(1) });
    expect(once.entered.slice(-6)).toEqual([...again, "IsAnswered", "EscalationFinished"]);
    expect(once.status).toBe("SUCCEEDED");
    const twice = await run({ ...steps(0, "connected"), RecordEscalation: dies(2) });
    expect(twice.entered.slice(-6)).toEqual([...again, "HasCountingDiedBefore", "EscalationUnfinished"]);
    expect(twice).toMatchObject({ status: "FAILED", error: "EscalationUnfinished" });
  });

  it.each(["ChooseTier", "AwaitAgent", "RecordEscalation"])(
    "fails by name when %s fails: the alarm sees it",
    async (state) => {
      const refuse = () => {
        throw fault("ContractViolation");
      };
      const result = await run({ ...steps(0, "connected"), [state]: refuse });
      expect(result).toMatchObject({
        status: "FAILED",
        error: "EscalationUnfinished",
        cause: expect.stringContaining(state),
      });
    },
  );
});

import { SendTaskSuccessCommand } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "@jest/globals";
import { createVirtualClock } from "../../local/virtual-clock.ts";
import { contactId, dayStart } from "../support/builders.ts";
import { callService } from "../support/call-service.ts";
import { fault, runMachine, type StepBehaviour } from "../support/machine-runner.ts";

/** Steps by which each call ends with the next outcome, the last one finally. */
function steps(outcomes: readonly string[], recorded: unknown[] = []): Record<string, StepBehaviour> {
  const calls: string[] = [];
  return {
    PlanCallback: () => {
      const last = calls.at(-1);
      if (last === "reached") return { next: "end", outcome: "reached" };
      if (calls.length === outcomes.length) return { next: "end", outcome: "unreached" };
      return { next: "call", call: calls.length + 1, at: "2020-01-01T00:00:00.000Z" };
    },
    DialCaller: ({ call }) => ({ status: "dialled", outboundContactId: `outbound-${call}` }),
    AwaitOutcome: async ({ taskToken }, machines) => {
      await callService(machines, new SendTaskSuccessCommand({ taskToken: String(taskToken), output: "{}" }));
    },
    RecordCall: (input) => {
      recorded.push(input);
      calls.push(outcomes[calls.length] ?? "none");
      return { outcome: calls.at(-1) };
    },
    RecordCallback: ({ outcome }) => ({ outcome, issueId: null }),
  };
}
const run = (behaviour: Record<string, StepBehaviour>) => runMachine("callback", { contactId }, behaviour);
const plan = ["PlanCallback", "WhatNext"];
const call = ["WaitForTime", "DialCaller", "IsDialled", "AwaitOutcome", "RecordCall"];
const ending = ["RecordCallback", "CallbackFinished"];

describe("the machine callback", () => {
  it("calls until the caller is reached", async () => {
    const recorded: unknown[] = [];
    const { status, entered, output } = await run(steps(["busy", "reached", "never"], recorded));
    expect(entered).toEqual([...plan, ...call, ...plan, ...call, ...plan, ...ending]);
    expect({ status, output }).toEqual({ status: "SUCCEEDED", output: { contactId, outcome: "reached" } });
    expect(recorded).toEqual([
      { contactId, call: 1, outboundContactId: "outbound-1" },
      { contactId, call: 2, outboundContactId: "outbound-2" },
    ]);
  });

  it("waits until the planned time before each call, and three hours at most for what becomes of one", async () => {
    const clock = createVirtualClock(dayStart);
    const minutes = () => (clock.now() - dayStart) / 60_000;
    const plans = [20, 300, undefined];
    const seen: [string, number][] = [];
    const see = (what: string) => void seen.push([what, minutes()]);
    const run = runMachine(
      "callback",
      { contactId },
      {
        ...steps(["failed"]),
        PlanCallback: () => {
          const after = plans.shift();
          if (after === undefined) return { next: "end", outcome: "unreached" };
          return { next: "call", call: 3 - plans.length, at: new Date(dayStart + after * 60_000).toISOString() };
        },
        DialCaller: ({ call }) => {
          see(`call ${call}`);
          return { status: "dialled", outboundContactId: `outbound-${call}` };
        },
        // Amazon Connect tells nothing of either call.
        AwaitOutcome: () => undefined,
        RecordCall: ({ call }) => {
          see(`record ${call}`);
          return { outcome: "failed" };
        },
      },
      clock,
    );
    const { status, output } = await clock.runUntil(run);
    expect({ status, output }).toEqual({ status: "SUCCEEDED", output: { contactId, outcome: "unreached" } });
    expect(seen).toEqual([
      ["call 1", 20],
      ["record 1", 200],
      ["call 2", 300],
      ["record 2", 480],
    ]);
  });

  it("ends when no call is left", async () => {
    const { output } = await run(steps(["no_answer", "busy", "answering_machine"]));
    expect(output).toEqual({ contactId, outcome: "unreached" });
  });

  it("plans again when it is no longer the time to call, and ends where there is no number", async () => {
    const answers = [{ status: "not_now" }, { status: "no_number" }];
    const { entered, output } = await run({ ...steps(["reached"]), DialCaller: () => answers.shift() });
    const dial = ["WaitForTime", "DialCaller", "IsDialled"];
    expect(entered).toEqual([...plan, ...dial, ...plan, ...dial, ...ending]);
    expect(output).toEqual({ contactId, outcome: "no_number" });
  });

  it("takes a refusal of Amazon Connect for a call that failed", async () => {
    const recorded: unknown[] = [];
    const refuse = () => {
      throw fault("Rejected");
    };
    const { status } = await run({ ...steps(["failed"], recorded), DialCaller: refuse });
    expect(status).toBe("SUCCEEDED");
    expect(recorded).toEqual([{ contactId, call: 1, outboundContactId: null }]);
  });

  it("goes on with what is known when nothing is heard of a call", async () => {
    const silent = () => {
      throw fault("ContractViolation");
    };
    const { status, entered } = await run({ ...steps(["reached"]), AwaitOutcome: silent });
    expect({ status, last: entered.slice(-1) }).toEqual({ status: "SUCCEEDED", last: ["CallbackFinished"] });
  });

  it.each(["PlanCallback", "RecordCall"])(
    "ends the callback as failed when %s fails: the promise is not forgotten",
    async (state) => {
      const refuse = () => {
        throw fault("ContractViolation");
      };
      const { status, output } = await run({ ...steps(["reached"]), [state]: refuse });
      expect({ status, output }).toEqual({ status: "SUCCEEDED", output: { contactId, outcome: "failed" } });
    },
  );

  it("counts once more when the function that counts has died, and leaves a second death to people", async () => {
    const dies = (deaths: number): StepBehaviour => {
      let runs = 0;
      return (input) => {
        runs += 1;
        if (runs <= deaths) throw fault("Sandbox.Timedout");
        return { outcome: input.outcome, issueId: null };
      };
    };
    const again = ["RecordCallback", "HasCountingDiedBefore", "LetLogArrive", "RecordCallback"];
    const once = await run({ ...steps(["reached"]), RecordCallback: dies(1) });
    expect(once.entered.slice(-5)).toEqual([...again, "CallbackFinished"]);
    expect(once.status).toBe("SUCCEEDED");
    const twice = await run({ ...steps(["reached"]), RecordCallback: dies(2) });
    expect(twice.entered.slice(-6)).toEqual([...again, "HasCountingDiedBefore", "CallbackUnfinished"]);
    expect(twice).toMatchObject({ status: "FAILED", error: "CallbackUnfinished" });
  });

  it("fails by name when it cannot even be ended", async () => {
    const refuse = () => {
      throw fault("Rejected");
    };
    const result = await run({ ...steps(["reached"]), RecordCallback: refuse });
    expect(result).toMatchObject({ status: "FAILED", error: "CallbackUnfinished" });
  });
});

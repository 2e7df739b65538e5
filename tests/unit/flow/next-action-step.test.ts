import { describe, expect, it } from "@jest/globals";
import { longPollMs, type NextActionDependencies, nextActionStep } from "../../../functions/flow/next-action/step.ts";
import { contactId, dayStart, decision, flowEvent } from "../../support/builders.ts";
import { inMemoryLedger } from "../../support/in-memory-ledger.ts";

/** A world whose clock moves only when somebody sleeps. */
function world(onSleep: (ledger: ReturnType<typeof inMemoryLedger>, now: number) => void = () => {}) {
  const ledger = inMemoryLedger();
  let now = dayStart;
  const dependencies: NextActionDependencies = {
    ...ledger,
    now: () => now,
    sleep: async (milliseconds) => {
      now += milliseconds;
      onSleep(ledger, now);
    },
    queueArns: { "korean-general": "arn:ko", "korean-billing": "arn:billing", "english-general": "arn:en" },
  };
  return { ledger, dependencies, elapsed: () => now - dayStart };
}

describe("flow/next-action", () => {
  it("says an answer that is there without waiting", async () => {
    const { ledger, dependencies, elapsed } = world();
    await ledger.putDecision(decision());
    await expect(nextActionStep(dependencies, flowEvent())).resolves.toEqual({
      action: "say",
      message: "내일 도착합니다.",
      queueArn: "",
      cursor: "3000",
      silence: "0",
      language: "ko-KR",
    });
    expect(elapsed()).toBe(0);
  });
  it("waits for a decision that is taken meanwhile", async () => {
    const { dependencies, elapsed } = world((ledger, now) => {
      if (now >= dayStart + 1_000) void ledger.putDecision(decision());
    });
    expect((await nextActionStep(dependencies, flowEvent())).action).toBe("say");
    expect(elapsed()).toBe(1_000);
  });
  it("has the answer to an utterance that has just ended within a tenth of a second", async () => {
    const { ledger, dependencies, elapsed } = world((ledger, now) => {
      if (now >= dayStart + 300)
        void ledger.putDecision(decision({ decidedAt: new Date(dayStart + 250).toISOString() }));
    });
    await ledger.markUtteranceEnd(contactId, dayStart - 100);
    expect((await nextActionStep(dependencies, flowEvent())).action).toBe("say");
    expect(elapsed()).toBe(300);
  });
  it("reads little while the caller has not ended an utterance", async () => {
    const { ledger, dependencies } = world();
    let reads = 0;
    const counted = <Result>(read: (id: string) => Promise<Result>) => {
      return (id: string) => {
        reads += 1;
        return read(id);
      };
    };
    await nextActionStep(
      {
        ...dependencies,
        listDecisions: counted(ledger.listDecisions),
        lastUtteranceEndAt: counted(ledger.lastUtteranceEndAt),
      },
      flowEvent(),
    );
    expect(reads).toBeLessThanOrEqual((2 * longPollMs) / 1_000 + 1);
  });
  it("gives up well before the flow's eight seconds and counts the silence", async () => {
    const { dependencies, elapsed } = world();
    const reply = await nextActionStep(dependencies, flowEvent({ cursor: "3000", silence: "0" }));
    const silence = { action: "listen", message: "", queueArn: "", cursor: "3000", silence: "1", language: "ko-KR" };
    expect(reply).toEqual(silence);
    expect(elapsed()).toBe(longPollMs);
  });
  it("goes on in the language in which the newest decision left the contact, in its main dialect", async () => {
    const { ledger, dependencies } = world();
    await ledger.putDecision(
      decision({ segmentId: "b", sequence: 2, language: { languageCode: "en-GB" }, message: "Sure." }),
    );
    await ledger.putDecision(decision({ segmentId: "a", sequence: 1, language: { languageCode: "ko-KR" } }));
    expect(await nextActionStep(dependencies, flowEvent())).toMatchObject({ message: "Sure.", language: "en-US" });
    const silent = await nextActionStep(dependencies, flowEvent({ cursor: "2", silence: "1" }));
    expect(silent).toMatchObject({
      action: "say",
      message: expect.stringMatching(/^[\x20-\x7e’]+$/),
      language: "en-US",
    });
  });
  it("does not hurry a caller who is speaking", async () => {
    const { dependencies } = world((ledger, now) => void ledger.markHeard(contactId, now));
    expect((await nextActionStep(dependencies, flowEvent({ silence: "4" }))).action).toBe("listen");
  });
  it("does not say again what is behind the cursor", async () => {
    const { ledger, dependencies } = world();
    await ledger.putDecision(decision());
    expect((await nextActionStep(dependencies, flowEvent({ cursor: "3000" }))).action).toBe("listen");
  });
  it("transfers to the Korean queue where neither the language nor a queue of that name is known", async () => {
    const { ledger, dependencies } = world();
    await ledger.putDecision(
      decision({ action: "escalate", queue: "a-queue-of-old", language: { languageCode: "und" } }),
    );
    const unsaid = flowEvent({}, { LanguageCode: "en-US" });
    expect(await nextActionStep(dependencies, unsaid)).toMatchObject({ queueArn: "arn:ko", language: "ko-KR" });
  });
  it("transfers to the queue of the decision", async () => {
    const { ledger, dependencies } = world();
    await ledger.putDecision(decision({ action: "escalate", queue: "korean-billing" }));
    expect(await nextActionStep(dependencies, flowEvent())).toMatchObject({
      action: "transfer",
      queueArn: "arn:billing",
    });
  });
});

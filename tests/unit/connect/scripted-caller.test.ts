import { describe, expect, it } from "@jest/globals";
import type { CallerStep } from "../../../local/connect/callers/caller-script.ts";
import { PromptCount } from "../../../local/connect/callers/prompt-count.ts";
import { createScriptedCaller } from "../../../local/connect/callers/scripted-caller.ts";
import type { ScriptedVoice } from "../../../local/connect/callers/scripted-voice.ts";
import { openPhoneLine } from "../../../local/connect/line/phone-line.ts";
import { instantClock } from "./instant-clock.ts";

/** A caller on an open line who speaks without sound; everything that happens is noted with the time since the start. */
function caller(steps: CallerStep[], more: { patienceMs?: number; surveyAnswers?: readonly (number | string)[] } = {}) {
  const line = openPhoneLine(instantClock(), "max", 0, () => {});
  const notes: string[] = [];
  const voice: ScriptedVoice = {
    async speak(_line, direction, text) {
      notes.push(`${direction}: ${text}`);
      await line.advance(1_000);
    },
  };
  const agent = {
    acceptAfterMs: 5_000,
    talk: [
      { by: "agent" as const, text: "hello" },
      { by: "caller" as const, text: "help" },
    ],
    gapMs: 500,
    holdMs: 20_000,
    afterContactWorkMs: 1_000,
  };
  const scripted = createScriptedCaller({ steps, patienceMs: 60_000, closingMs: 500, agent, ...more }, voice);
  const prompts = new PromptCount();
  const side = { line, prompts, signal: new AbortController().signal };
  const prompt = async (text: string) => {
    prompts.begin();
    await scripted.hearPrompt(side, text);
    prompts.end();
  };
  return { scripted, side, notes, line, prompt, close: () => line.hangUp(new Error("the test is over")) };
}

const say = (text: string, when: "after-prompt" | "during-prompt" | "at-once" = "after-prompt"): CallerStep => ({
  do: "say",
  text,
  when,
  thinkMs: 300,
});

describe("the scripted caller", () => {
  it("speaks when the prompt is over, waits for the answer, and hangs up when everything is said and answered", async () => {
    const { scripted, side, notes, prompt, close } = caller([say("one"), say("two")]);
    const call = scripted.meetFlow(side).then(() => notes.push("hung up"));
    for (const text of ["greeting", "first answer", "second answer"]) {
      await prompt(text);
      await side.line.advance(2_000);
    }
    await call;
    expect(notes).toEqual([
      "toCustomer: greeting",
      "fromCustomer: one",
      "toCustomer: first answer",
      "fromCustomer: two",
      "toCustomer: second answer",
      "hung up",
    ]);
    await close();
  });

  it("interrupts a prompt, and does not take that prompt for the answer", async () => {
    const { scripted, side, notes, prompt, line, close } = caller([say("stop", "during-prompt"), say("next")]);
    void scripted.meetFlow(side).catch(() => {});
    await prompt("greeting");
    await line.advance(3_000);
    expect(notes).toEqual(["toCustomer: greeting", "fromCustomer: stop"]);
    await prompt("answer");
    await line.advance(1_000);
    expect(notes.at(-1)).toBe("fromCustomer: next");
    await close();
  });

  it("hangs up after its time, answered or not", async () => {
    const { scripted, side, line, close } = caller([{ do: "hang-up", afterMs: 3_000 }]);
    await scripted.meetFlow(side);
    expect(line.now()).toBe(3_000);
    await close();
  });

  it("loses patience with a line on which nothing is said", async () => {
    const { scripted, side, line, close } = caller([say("one")], { patienceMs: 10_000 });
    await scripted.meetFlow(side);
    expect(line.now()).toBe(10_000);
    await close();
  });

  it("talks with the agent line by line and tells how long it was held", async () => {
    const { scripted, side, line, notes, close } = caller([]);
    const holds: [boolean, number][] = [];
    const talk = await scripted.talkWithAgent(side, (isOnHold) => holds.push([isOnHold, line.now()]));
    expect(holds.map(([isOnHold]) => isOnHold)).toEqual([true, false]);
    expect((holds[1]?.[1] ?? 0) - (holds[0]?.[1] ?? 0)).toBe(20_000);
    expect(notes).toEqual(["toCustomer: hello", "fromCustomer: help"]);
    expect(talk).toEqual({ endedBy: "customer", holds: 1, holdMs: 20_000, longestHoldMs: 20_000 });
    await close();
  });

  it("presses or says what it thinks when asked, and says it again when the same is asked again", async () => {
    const { scripted, side, notes, prompt, close } = caller([], { surveyAnswers: [5, 9, 3, "four", 2] });
    const answerTo = async (text: string) => {
      await prompt(text);
      return scripted.pressKey(side, "flow");
    };
    expect(await answerTo("Goodbye. How was it?")).toBe("5");
    expect(await answerTo("How fast?")).toBe("9");
    expect(await answerTo("A number please. How fast?")).toBe("3");
    expect(await answerTo("How clear?")).toBeUndefined();
    expect(await answerTo("A number please. How clear?")).toBeUndefined();
    expect(await answerTo("How right?")).toBe("2");
    expect(await answerTo("How kind?")).toBeUndefined();
    expect(notes.filter((note) => note.startsWith("fromCustomer"))).toEqual([
      "fromCustomer: four",
      "fromCustomer: four",
    ]);
    await close();
  });
});

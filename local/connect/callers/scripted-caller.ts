import type { Caller, CallerSide } from "./caller.ts";
import type { CallbackTime, CallerScript, CallerStep, GivenAnswer } from "./caller-script.ts";
import type { ScriptedVoice } from "./scripted-voice.ts";

/** How long a caller takes to find a key. */
const keyAfterMs = 1_200;
/** A line that runs faster than real time lets so much real time pass when an answer has been said: words become text in real time. */
const heardWithinMs = 1_500;

const timeKeys: Readonly<Record<CallbackTime, string>> = {
  soon: "1",
  "tomorrow-morning": "2",
  "tomorrow-afternoon": "3",
};

/** A caller who follows a script. See {@link CallerScript}. */
export function createScriptedCaller(script: CallerScript, voice: ScriptedVoice): Caller {
  /** The prompts begun when the caller last finished speaking: an answer is one that begins later. */
  let promptsBefore = 0;
  /** Whether the caller has said yes to a callback: what is asked next is when. */
  let isCallbackTaken = false;
  /** What the flow or the agent said last. */
  let heard = "";
  /** What the survey asked last, how often it has asked, and how many of the answers were given. */
  const survey: { asked: string; times: number; given: number; answer: GivenAnswer | undefined } = {
    asked: "",
    times: 0,
    given: 0,
    answer: undefined,
  };

  /** Resolves with false when patience ran out first. */
  const promptMoves = async ({ line, prompts, signal }: CallerSide, holds: () => boolean): Promise<boolean> => {
    const givesUpAt = line.now() + script.patienceMs;
    while (!holds()) {
      if (line.now() >= givesUpAt) return false;
      await Promise.race([prompts.change(), line.after(givesUpAt - line.now())]);
      signal.throwIfAborted();
    }
    return true;
  };
  const isAnswered = (side: CallerSide) =>
    promptMoves(side, () => side.prompts.begun > promptsBefore && !side.prompts.isPlaying);
  const pause = async ({ line, signal }: CallerSide, milliseconds: number) => {
    await line.advance(milliseconds);
    signal.throwIfAborted();
  };

  /** Takes one step; answers false when the caller hangs up instead. */
  const take = async (side: CallerSide, step: CallerStep): Promise<boolean> => {
    switch (step.do) {
      case "say": {
        const isTurn =
          step.when === "after-prompt"
            ? await isAnswered(side)
            : step.when === "at-once" || (await promptMoves(side, () => side.prompts.isPlaying));
        if (!isTurn) return false;
        await pause(side, step.thinkMs);
        await voice.speak(side.line, "fromCustomer", step.text);
        side.signal.throwIfAborted();
        promptsBefore = side.prompts.begun;
        return true;
      }
      case "stay-silent":
        for (let heard = 0; heard < step.prompts; heard += 1) {
          if (!(await isAnswered(side))) return false;
          promptsBefore = side.prompts.begun;
        }
        return true;
      case "hang-up":
        await pause(side, step.afterMs);
        return false;
    }
  };

  /** Answers the offer of a callback, and then the question when. */
  const whenOffered = async (side: CallerSide): Promise<string> => {
    await pause(side, keyAfterMs);
    if (!script.acceptsCallback) return "2";
    if (isCallbackTaken) return timeKeys[script.callbackTime ?? "soon"];
    isCallbackTaken = true;
    return "1";
  };

  /** Presses the next answer, or says it; what was said already is said again when the same is asked again. */
  const whenSurveyed = async (side: CallerSide): Promise<string | undefined> => {
    const asked = lastSentence(heard);
    const isRepeated = asked === survey.asked && typeof survey.answer === "string";
    survey.asked = asked;
    survey.times += 1;
    if (!isRepeated) {
      survey.answer = script.surveyAnswers?.[survey.given];
      survey.given += 1;
    }
    if (survey.answer === undefined) return undefined;
    await pause(side, keyAfterMs);
    if (typeof survey.answer === "number") return String(survey.answer);
    await voice.speak(side.line, "fromCustomer", survey.answer);
    await side.line.after(heardWithinMs);
    return undefined;
  };

  return {
    acceptAfterMs: script.agent.acceptAfterMs,
    afterContactWorkMs: script.agent.afterContactWorkMs,
    mediaStarted() {},
    hearPrompt({ line }, text) {
      heard = text;
      return voice.speak(line, "toCustomer", text);
    },
    async meetFlow(side) {
      for (const step of script.steps) {
        if (!(await take(side, step))) return;
      }
      if (await isAnswered(side)) await pause(side, script.closingMs);
      if (script.surveyAnswers && survey.times > 0) await untilItEnds();
    },
    async waitInQueue({ line }) {
      if (script.hangUpInQueueAfterMs === undefined) await untilItEnds();
      else await line.after(script.hangUpInQueueAfterMs);
    },
    pressKey: (side, where) => (where === "queue" ? whenOffered(side) : whenSurveyed(side)),
    async talkWithAgent(side, tellHold) {
      const { talk, gapMs, holdMs } = script.agent;
      for (const [index, { by, text }] of talk.entries()) {
        await voice.speak(side.line, by === "agent" ? "toCustomer" : "fromCustomer", text);
        if (index === 1 && holdMs > 0) {
          tellHold(true);
          await pause(side, holdMs);
          tellHold(false);
        }
        await pause(side, gapMs);
      }
      const wasHeld = holdMs > 0 && talk.length > 1;
      const held = wasHeld ? holdMs : 0;
      return {
        endedBy: script.surveyAnswers ? "agent" : "customer",
        holds: wasHeld ? 1 : 0,
        holdMs: held,
        longestHoldMs: held,
      };
    },
    async remain(side) {
      if (script.surveyAnswers) await untilItEnds();
      else await pause(side, script.closingMs);
    },
    async letGo() {},
  };
}

/** What tells one question from another, whatever is said before it. */
const lastSentence = (text: string): string => text.split(/(?<=[.?!])\s+/).at(-1) ?? "";

/** Hangs up never. */
const untilItEnds = () => new Promise<never>(() => {});

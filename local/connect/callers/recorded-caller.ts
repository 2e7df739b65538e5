import type { Caller, CallerSide } from "./caller.ts";

/** A recorded call: 8 kHz 16-bit mono samples of each side, on one clock. */
export interface CallRecording {
  readonly caller: Int16Array;
  /** Empty where only the caller's side was recorded. */
  readonly agent: Int16Array;
}

/** Prompts are not mixed into a recording, but the flow takes its time over them: so many characters a second. */
const promptCharactersPerSecond = 12;

/**
 * A caller who is a recording. Both sides are played whole, as recorded, from the moment media streaming starts (or, where it never does, from the
 * moment an agent accepts); the flow and the agent do not change a sample of it, and the contact ends when the recording does.
 */
export function createRecordedCaller(
  recording: CallRecording,
  agent: { readonly acceptAfterMs: number; readonly afterContactWorkMs: number },
): Caller {
  const started = Promise.withResolvers<void>();
  let playing: Promise<void> | undefined;

  const play = async ({ line }: CallerSide): Promise<void> => {
    playing ??= Promise.all([
      line.play("fromCustomer", recording.caller),
      line.play("toCustomer", recording.agent),
    ]).then(() => {});
    started.resolve();
    await playing;
  };
  const untilItEnds = async (side: CallerSide): Promise<void> => {
    await started.promise;
    await play(side);
  };

  return {
    ...agent,
    mediaStarted(side) {
      // Whoever waits for the end of the recording hears of a hang-up from the line.
      play(side).catch(() => {});
    },
    hearPrompt: ({ line }, text) => line.advance((text.length / promptCharactersPerSecond) * 1_000),
    meetFlow: untilItEnds,
    waitInQueue: untilItEnds,
    // A recording cannot choose.
    pressKey: async () => undefined,
    async talkWithAgent(side) {
      await play(side);
      return { endedBy: "customer", holds: 0, holdMs: 0, longestHoldMs: 0 };
    },
    remain: play,
    letGo: play,
  };
}

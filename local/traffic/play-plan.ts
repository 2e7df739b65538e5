import type { Clock } from "../clock.ts";
import { createScriptedCaller } from "../connect/callers/scripted-caller.ts";
import { createScriptedVoice } from "../connect/callers/scripted-voice.ts";
import { createChance } from "../connect/chance.ts";
import type { Speed } from "../connect/line/phone-line.ts";
import type { ContactEnd } from "../connect/run-contact.ts";
import type { SimulatedConnect } from "../connect/simulated-connect.ts";
import type { ScriptRegister } from "../speech/script-register.ts";
import type { TrafficPlan } from "./plan.ts";

/** How a plan is played. */
export interface PlayOptions {
  readonly connect: Pick<SimulatedConnect, "take">;
  readonly scripts: ScriptRegister;
  readonly clock: Clock;
  readonly speed: Speed;
  /** Contacts at the same time, at most; a call that comes in later waits for a line. */
  readonly concurrency: number;
  /** Real time that stands for the beginning of the plan, epoch milliseconds. */
  readonly startMs: number;
  /** Aborted when no more calls are to be begun. */
  readonly signal: AbortSignal;
}

/**
 * Plays a plan: every call at its time (at speed `max`: in their order, as lines get free). Resolves when the last contact has ended.
 * A contact's own clock starts at its planned time, whatever the speed.
 */
export async function playPlan(plan: TrafficPlan, options: PlayOptions): Promise<ContactEnd[]> {
  const { connect, scripts, clock, speed, concurrency, startMs, signal } = options;
  const chance = createChance(`play/${plan.seed}`);
  const ends: ContactEnd[] = [];
  const live = new Set<Promise<void>>();
  for (const planned of plan.contacts) {
    if (speed !== "max") {
      const dueMs = startMs + planned.arrivesAtMs / speed;
      await clock.sleep(Math.max(0, dueMs - clock.now()), signal).catch(() => {});
    }
    while (live.size >= concurrency) await Promise.race(live);
    if (signal.aborted) break;
    const { contactId, languageCode, customerNumber, voiceSeed, script } = planned;
    const voice = createScriptedVoice(scripts, contactId, languageCode, voiceSeed);
    const whenCalled = {
      languageCode,
      answers: script.whenCalled ?? (["answers"] as const),
      takeCall: (outboundId: string) =>
        createScriptedCaller(script, createScriptedVoice(scripts, outboundId, languageCode, voiceSeed)),
    };
    const call = {
      contactId,
      languageCode,
      customerNumber,
      initiatedAt: startMs + planned.arrivesAtMs,
      whenCalled,
    };
    const contact = connect.take(call, createScriptedCaller(script, voice), chance.fork(contactId)).then((end) => {
      ends.push(end);
      live.delete(contact);
    });
    live.add(contact);
  }
  await Promise.all(live);
  return ends;
}

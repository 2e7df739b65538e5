import { z } from "zod";
import { lettersInRound, redriveRules } from "../../../domain/redrive/redrive-rules.ts";
import type { DeadLetterQueues } from "../../../ports/dead-letter-queue.ts";
import type { RemedyBook } from "../../../ports/remedy-book.ts";
import { rejected } from "../../../runtime/faults.ts";
import type { StepTools } from "../../../runtime/step.ts";
import { RedriveOccasion } from "../../../schemas/redrive.ts";
import type { RemedyAction } from "../../../schemas/remedy.ts";
import { type RedrivePlan, settle } from "../redrive-plan.ts";
import { type RedriveQueueDependencies, redriveQueue, type Settled } from "../redrive-queue.ts";

/** Input of `SendLetters`: the round, counted from 0, and how many letters were sent before it. */
export const SendLettersInput = RedriveOccasion.extend({
  round: z.int().nonnegative(),
  sent: z.int().nonnegative(),
});

/** What `SendLetters` needs. */
export interface SendLettersDependencies extends RedriveQueueDependencies, Pick<RemedyBook, "readSwitch" | "note"> {
  readonly queues: DeadLetterQueues;
  readonly now: () => Date;
}

/** Time kept for the letter under way (a function may take 10 s) and for putting the others back. */
const reserveMs = 13_000;

/**
 * Sends back one round of letters, the first a single one, right after a look at the kill switch; ends with the first letter that cannot be sent back. The
 * audit log is told before and after.
 */
export async function sendLetters(
  dependencies: SendLettersDependencies,
  { redriveId, queue: name, round, sent }: z.infer<typeof SendLettersInput>,
  { metrics, remainingMs }: Pick<StepTools, "metrics" | "remainingMs">,
): Promise<RedrivePlan> {
  const { queues, readSwitch, note, now } = dependencies;
  const queue = queues.get(name);
  if (!queue) throw rejected(`there is no dead-letter queue ${name}; there are ${[...queues.keys()].join(", ")}`);
  if (!(await readSwitch()).isOn) return settle(sent, "stopped");
  const count = lettersInRound(round, redriveRules);
  const sentAt = now().toISOString();
  const noteNow = (phase: RemedyAction["phase"], why: string) =>
    note({
      actionId: `${redriveId}#${round}#${phase}`,
      at: now().toISOString(),
      who: "redrive",
      what: "send-letters-back",
      phase,
      remedyId: redriveId,
      target: name,
      why,
    });
  await noteNow("intended", `round ${round + 1}, at most ${count} letters`);
  const settled: Settled = { sentBack: [], kept: [] };
  const hasTime = () => remainingMs() > reserveMs;
  await redriveQueue(dependencies, queue, { count, stopsAtKept: true }, hasTime, settled);
  const { sentBack, kept } = settled;
  await noteNow("done", `round ${round + 1}: ${sentBack.length} sent back, ${kept.length} kept`);
  metrics.add({ metric: "DeadLettersSentBack", value: sentBack.length, dimensions: { Queue: name } });
  metrics.add({ metric: "DeadLettersKept", value: kept.length, dimensions: { Queue: name } });
  const total = sent + sentBack.length;
  const [stuck] = kept;
  if (stuck) return settle(total, "kept", stuck.why);
  if (sentBack.length === 0) return settle(total, "sent");
  return { next: "check", sent: total, sentAt, waitS: redriveRules.checkAfterS };
}

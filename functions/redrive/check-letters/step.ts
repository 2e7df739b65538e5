import { z } from "zod";
import { redriveRules } from "../../../domain/redrive/redrive-rules.ts";
import type { DeadLetterQueue, DeadLetterQueues, TakenLetter } from "../../../ports/dead-letter-queue.ts";
import { rejected } from "../../../runtime/faults.ts";
import { RedriveOccasion } from "../../../schemas/redrive.ts";
import { type RedrivePlan, settle } from "../redrive-plan.ts";

/** Input of `CheckLetters`: the round that was sent, and when its sending began. */
export const CheckLettersInput = RedriveOccasion.extend({
  round: z.int().nonnegative(),
  sent: z.int().nonnegative(),
  sentAt: z.iso.datetime(),
});

/** Letters that are looked at; the queues of a machine that is well hold far fewer. */
const mostLooked = 500;

/**
 * Looks whether a letter was laid aside since the round began: one that came back, or another of the same cause. Letters of a stream come back by themselves
 * only after the consumer has tried.
 */
export async function checkLetters(
  { queues }: { readonly queues: DeadLetterQueues },
  { queue: name, round, sent, sentAt }: z.infer<typeof CheckLettersInput>,
): Promise<RedrivePlan> {
  const queue = queues.get(name);
  if (!queue) throw rejected(`there is no dead-letter queue ${name}; there are ${[...queues.keys()].join(", ")}`);
  const fresh = (await lookAt(queue)).filter(({ since }) => Date.parse(since) >= Date.parse(sentAt)).length;
  if (fresh > 0) return settle(sent, "came-back", `${fresh} letters were laid aside since ${sentAt}`);
  if (round + 1 >= redriveRules.mostRounds) return settle(sent, "left", `after ${round + 1} rounds`);
  return { next: "send", sent, round: round + 1 };
}

async function lookAt(queue: DeadLetterQueue): Promise<readonly TakenLetter[]> {
  const taken: TakenLetter[] = [];
  try {
    while (taken.length < mostLooked) {
      const letters = await queue.take(10);
      if (letters.length === 0) break;
      taken.push(...letters);
    }
  } finally {
    await queue.putBack(taken);
  }
  return taken;
}

import { z } from "zod";
import configured from "./data/redrive-rules.json" with { type: "json" };

const Count = z.int().positive();

/** How the machine `redrive` sends letters back. */
export const RedriveRules = z.object({
  /** Letters in a round; the first round is one letter, which tells whether the cause is gone. */
  lettersPerRound: Count,
  /** Rounds of one execution. */
  mostRounds: Count,
  /** How long after a round it is looked whether letters came back, in seconds: a consumer of a stream lays aside what is broken at once. */
  checkAfterS: Count,
});
export type RedriveRules = z.infer<typeof RedriveRules>;

/** The rules in force. */
export const redriveRules: RedriveRules = RedriveRules.parse(configured);

/** How many letters a round sends back at most; rounds count from 0. */
export function lettersInRound(round: number, { lettersPerRound }: Pick<RedriveRules, "lettersPerRound">): number {
  return round === 0 ? 1 : lettersPerRound;
}

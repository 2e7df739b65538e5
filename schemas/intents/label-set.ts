import { z } from "zod";

/**
 * What a business tells apart, as data. To serve another business, replace the file that holds it, the training text (`domain/understanding/data`) and the
 * answers (`domain/dialogue/data`), and nothing else.
 */
export const LabelSet = z
  .object({
    name: z.string().min(1),
    /** The label of what none of the others fits. */
    outOfScope: z.string().min(1),
    /** What a wrong answer costs, where asking again or handing over without need costs 1: it sets the thresholds. */
    wrongAnswerCost: z.number().positive(),
    /** Each label with what a caller wants who gets it, in the words that whoever labels texts goes by. */
    labels: z
      .array(
        z.object({ name: z.string().regex(/^[a-z][a-z0-9_]*$/, "use lower_snake_case"), wants: z.string().min(1) }),
      )
      .min(2),
    /**
     * After each action of the bot, the replies that its own words ask for: how much likelier a label is, as the natural logarithm of its odds. At most 1
     * (odds times 2.7), so that context settles a doubtful reply and cannot overrule a clear request.
     */
    expectedAfter: z.record(z.string(), z.record(z.string(), z.number().min(-1).max(1))),
  })
  .check(({ value, issues }) => {
    const names = new Set<string>();
    for (const [at, { name }] of value.labels.entries()) {
      if (names.has(name)) issues.push(problem(value, ["labels", at, "name"], `${name} is there twice`));
      names.add(name);
    }
    if (!names.has(value.outOfScope)) {
      issues.push(problem(value, ["outOfScope"], `${value.outOfScope} is not among the labels`));
    }
    for (const [action, replies] of Object.entries(value.expectedAfter)) {
      for (const reply of Object.keys(replies)) {
        if (!names.has(reply)) {
          issues.push(problem(value, ["expectedAfter", action, reply], `${reply} is not among the labels`));
        }
      }
    }
  });
export type LabelSet = z.infer<typeof LabelSet>;

function problem(input: unknown, path: (string | number)[], message: string) {
  return { code: "custom" as const, input, path, message };
}

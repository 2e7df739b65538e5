import { z } from "zod";
import { IntentLabel } from "../../schemas/intent.ts";
import { roleNames } from "./day-role.ts";

/** A score of the survey, from 5 (best) to 1. */
export type Score = 1 | 2 | 3 | 4 | 5;

const lines = z.array(z.string().min(1)).min(1);
const Exchange = z.strictObject({ agent: z.string().min(1), caller: z.string().min(1) });

/** What people of one language say on a drawn day. Every line is in several places of the day in other company. */
export const DayWords = z.strictObject({
  /** What a contact is called on the board, by role; `{title}` is the matter's. */
  names: z.record(z.enum(roleNames), z.string().min(1)),
  /** How people begin who do not come to the point. */
  runUps: lines,
  /** How they go on to another question. */
  links: lines,
  /** What is asked of the bot: a story, and the question behind it. */
  matters: z
    .record(z.string(), z.strictObject({ title: z.string().min(1), stories: lines, asks: lines }))
    .refine(
      (matters) => Object.keys(matters).every((matter) => IntentLabel.safeParse(matter).success),
      "every matter is an intent label",
    )
    .refine((matters) => Object.keys(matters).length >= 4, "at least four matters are needed"),
  goodbyes: lines,
  agentRequests: lines,
  outOfScope: lines,
  security: lines,
  policy: lines,
  complaints: lines,
  complaintsAgain: lines,
  callbackRequests: lines,
  personalData: lines,
  /** How a score is said in the survey. */
  scores: z.strictObject({ 5: lines, 4: lines, 3: lines, 2: lines, 1: lines }),
  /** What is said with an agent. */
  talk: z.strictObject({
    openings: z.array(Exchange).min(1),
    exchanges: z.array(Exchange).min(1),
    closings: z.array(Exchange).min(1),
  }),
});
export type DayWords = z.infer<typeof DayWords>;

import { z } from "zod";
import { RemedyEnding, RemedyId } from "../../schemas/remedy.ts";

/** Input of steps that need no more than to know the remedy. */
export const RemedyInput = z.object({ remedyId: RemedyId });
export type RemedyInput = z.infer<typeof RemedyInput>;

/** Input of steps that bring a remedy to its end. */
export const EndingInput = RemedyInput.extend({ ending: RemedyEnding });
export type EndingInput = z.infer<typeof EndingInput>;

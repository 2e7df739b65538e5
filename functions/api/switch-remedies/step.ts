import { z } from "zod";
import type { RemedyBook } from "../../../ports/remedy-book.ts";
import { parse } from "../../../runtime/parse.ts";
import type { RemedySwitch } from "../../../schemas/remedy.ts";
import { redactFreeText } from "../redact-free-text.ts";
import { type RequestWithBody, readJsonBody } from "../request-body.ts";

/** What turning the switch needs. */
export interface SwitchRemediesDependencies extends Pick<RemedyBook, "turnSwitch" | "note"> {
  readonly now: () => Date;
}

const Turn = z.strictObject({
  isOn: z.boolean(),
  by: z.string().trim().min(1).max(100),
  why: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .transform((text) => redactFreeText(text).slice(0, 500)),
});

/**
 * Stops all remedies, or lets them act again. A stop counts for executions under way too: each reads the switch right before whatever it does, and at the
 * latest after its next wait of five minutes ends with the function as it is.
 * @throws ContractViolation on a malformed body
 */
export async function switchRemedies(
  { turnSwitch, note, now }: SwitchRemediesDependencies,
  request: z.infer<typeof RequestWithBody>,
): Promise<RemedySwitch> {
  const { isOn, by, why } = parse(Turn, readJsonBody(request, '{"isOn":false,"by":"…","why":"…"}'), "the body");
  const at = now().toISOString();
  const turned = await turnSwitch({ isOn, by, at, why });
  const what = isOn ? "start" : "stop";
  await note({ actionId: `switch#${at}#${what}`, at, who: by, what, phase: "done", why });
  return turned;
}

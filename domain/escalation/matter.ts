/** Intents that say nothing about what the caller wants. */
const emptyIntents: ReadonlySet<string> = new Set(["agent_request", "out_of_scope", "affirm", "deny", "repeat_prompt"]);

/**
 * What the caller wants: the latest intent that says something. Who first has trouble with a payment and then asks for an agent has trouble with a payment.
 * @param decisions in any order
 * @returns undefined while nothing was said but such as "an agent, please"
 */
export function matterOf<Intent extends string>(
  decisions: readonly { readonly intent: Intent; readonly sequence: number }[],
): Intent | undefined {
  return decisions.toSorted((a, b) => a.sequence - b.sequence).findLast(({ intent }) => !emptyIntents.has(intent))
    ?.intent;
}

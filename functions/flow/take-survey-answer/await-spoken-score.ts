import { spokenScore } from "../../../domain/survey/spoken-score.ts";
import type { ContactLedger } from "../../../ports/contact-ledger.ts";

/** What waiting for an answer in words needs. */
export interface AwaitSpokenScoreDependencies
  extends Pick<ContactLedger, "readRecord" | "listUtterances" | "lastHeardAt" | "lastUtteranceEndAt"> {
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** How long the flow is kept waiting for words: a flow waits 8 s at most, and the caller hears nothing meanwhile. */
export const longestWaitMs = 2_500;
/** Words become text within this, or not at all. */
const transcriptionMs = 3_000;
const pauseMs = 250;

/**
 * The score that the caller has said since a moment (epoch milliseconds). Words are there a second or two after they were spoken: while the caller is
 * speaking, or has just spoken, they are waited for, up to {@link longestWaitMs}. A caller who was silent is not waited for.
 * @returns undefined when nothing was said, or no score was understood
 */
export async function awaitSpokenScore(
  dependencies: AwaitSpokenScoreDependencies,
  contactId: string,
  askedAt: number,
): Promise<number | undefined> {
  const now = () => dependencies.now().getTime();
  const deadline = now() + longestWaitMs;
  const { mediaStartedAt } = (await dependencies.readRecord(contactId)) ?? {};
  if (mediaStartedAt === undefined) return undefined;
  for (;;) {
    // The marks first: what has been dealt with since they were read is found among the utterances.
    const speech = await speechSince(dependencies, contactId, askedAt);
    const score = spokenScore(await dependencies.listUtterances(contactId), Date.parse(mediaStartedAt), askedAt);
    const isMoreToCome = speech === "under way" || (speech === "just over" && score === undefined);
    if (!isMoreToCome || now() >= deadline) return score;
    await dependencies.sleep(pauseMs);
  }
}

/** Whether the caller is in the middle of an utterance, has ended one of late, or neither. */
async function speechSince(
  { lastHeardAt, lastUtteranceEndAt, now }: AwaitSpokenScoreDependencies,
  contactId: string,
  askedAt: number,
): Promise<"under way" | "just over" | "none"> {
  const [heardAt = 0, endedAt = 0] = await Promise.all([lastHeardAt(contactId), lastUtteranceEndAt(contactId)]);
  const latest = Math.max(heardAt, endedAt);
  if (latest < askedAt || now().getTime() - latest >= transcriptionMs) return "none";
  return heardAt > endedAt ? "under way" : "just over";
}

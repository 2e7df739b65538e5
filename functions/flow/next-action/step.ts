import { answerFor } from "../../../domain/dialogue/answers.ts";
import { type NextAction, nextAction, nextActionAfterSilence } from "../../../domain/dialogue/next-action.ts";
import { determined, mainDialectOf } from "../../../domain/language/spoken-languages.ts";
import { queueFor } from "../../../domain/routing/queue-for.ts";
import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import type { Decision } from "../../../schemas/decision.ts";
import type { FlowEvent, NextActionReply } from "../../../schemas/flow.ts";
import { languageOf } from "../begin-media/step.ts";

/** What `flow/next-action` needs. */
export interface NextActionDependencies
  extends Pick<ContactLedger, "listDecisions" | "lastHeardAt" | "lastUtteranceEndAt"> {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** ARNs of the queues by name; a queue without one leads to the error branch of the flow, and so to the basic queue. */
  readonly queueArns: Readonly<Record<string, string>>;
}

/** A flow waits 8 s at most; the long poll leaves room for the way there and back. */
export const longPollMs = 6_000;
/** Before and after a look at whether the caller has ended an utterance: more rarely than decisions take, so that it is seen before its decision is there. */
const pauseMs = 500;
/** Between looks at the decisions while that of an utterance is due, and how long it may be due: not every utterance leads to one. */
const hurriedPauseMs = 100;
const hurryMs = 3_000;

/** Waits for the next decision on the contact, up to {@link longPollMs}, and tells the flow what to do. Reads only, hence safe to repeat. */
export async function nextActionStep(dependencies: NextActionDependencies, event: FlowEvent): Promise<NextActionReply> {
  const { listDecisions, lastHeardAt, lastUtteranceEndAt, now, sleep } = dependencies;
  const { ContactId } = event.Details.ContactData;
  const cursor = numberOf(event.Details.Parameters.cursor);
  const silence = numberOf(event.Details.Parameters.silence);
  let languageCode = languageOf(event);

  const begun = now();
  const deadline = begun + longPollMs;
  const pause = (milliseconds: number) => sleep(Math.max(0, Math.min(milliseconds, deadline - now())));
  const isDecisionDue = async (decisions: readonly Decision[]) => {
    const endedAt = (await lastUtteranceEndAt(ContactId)) ?? 0;
    return now() - endedAt < hurryMs && !decisions.some(({ decidedAt }) => Date.parse(decidedAt) >= endedAt);
  };
  let isDue = await isDecisionDue([]);
  while (now() < deadline) {
    const decisions = await listDecisions(ContactId);
    languageCode = languageAgreed(decisions) ?? languageCode;
    const action = nextAction(decisions, cursor);
    if (action) return reply(dependencies, action, languageCode);
    await pause(isDue ? hurriedPauseMs : pauseMs);
    isDue = await isDecisionDue(decisions);
    if (!isDue) await pause(pauseMs);
  }
  const speaking = ((await lastHeardAt(ContactId)) ?? 0) > begun;
  const prompts = {
    areYouThere: answerFor("silence_prompt", mainDialectOf(languageCode)),
    farewell: answerFor("silence_farewell", mainDialectOf(languageCode)),
  };
  return reply(dependencies, nextActionAfterSilence(cursor, silence, speaking, prompts), languageCode);
}

function reply({ queueArns }: NextActionDependencies, action: NextAction, languageCode: string): NextActionReply {
  const known = action.queue !== undefined && Object.hasOwn(queueArns, action.queue) ? action.queue : undefined;
  const queueArn = queueArns[known ?? queueFor(mainDialectOf(languageCode), "agent_request").name] ?? "";
  return {
    action: action.action,
    message: action.message,
    queueArn: action.action === "transfer" ? queueArn : "",
    cursor: String(action.cursor),
    silence: String(action.silence),
    language: mainDialectOf(languageCode),
  };
}

/** The language in which the newest decision left the contact. */
function languageAgreed(decisions: readonly Decision[]): string | undefined {
  const newest = [...decisions]
    .sort((a, b) => a.sequence - b.sequence)
    .findLast(({ language }) => language !== undefined);
  return determined(newest?.language?.languageCode);
}

/** A flow's parameter is text, and empty before the attribute is first set. */
function numberOf(text: string | undefined): number {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : 0;
}

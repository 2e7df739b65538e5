import { MetricUnit } from "@aws-lambda-powertools/metrics";
import type { CallbackBook, CallbackEnd, CallbackPromise } from "../../ports/callback-book.ts";
import type { ContactLedger } from "../../ports/contact-ledger.ts";
import type { PublishEvent } from "../../ports/event-publisher.ts";
import type { StepMetrics } from "../../runtime/step.ts";

/** What completing a callback needs. */
export interface CompleteCallbackDependencies
  extends Pick<CallbackBook, "end" | "listCalls">,
    Pick<ContactLedger, "claimOnce"> {
  readonly publish: PublishEvent;
  readonly now: () => Date;
}

/** Enters how a callback ended, once; publishes `CallbackCompleted.v1` and counts it. Returns the end that stands. Safe to repeat. */
export async function completeCallback(
  dependencies: CompleteCallbackDependencies,
  promise: CallbackPromise,
  how: Pick<CallbackEnd, "outcome" | "joinedTo">,
  metrics: StepMetrics,
): Promise<CallbackEnd> {
  const { contactId, promisedAt } = promise;
  const end = await dependencies.end(contactId, { ...how, completedAt: dependencies.now().toISOString() });
  const calls = await dependencies.listCalls(contactId);
  const reached = calls.find((call) => call.outcome === "reached")?.outboundContactId;
  await dependencies.publish({
    type: "CallbackCompleted.v1",
    id: `${contactId}.callback-completed`,
    occurredAt: end.completedAt,
    correlationId: contactId,
    causationId: contactId,
    data: {
      contactId,
      outcome: end.outcome,
      calls: calls.flatMap((call) => call.outcome ?? []),
      promisedAt,
      completedAt: end.completedAt,
      ...(reached !== undefined && { outboundContactId: reached }),
      ...(end.joinedTo !== undefined && { joinedTo: end.joinedTo }),
    },
  });
  if (await dependencies.claimOnce(contactId, "callback-metrics")) {
    metrics.addMetadata("contactId", contactId);
    metrics.addDimensions({ Outcome: end.outcome });
    metrics.addMetric("Callbacks", MetricUnit.Count, 1);
    metrics.addMetric("CallbackCalls", MetricUnit.Count, calls.length);
    const delayMs = Math.max(0, Date.parse(end.completedAt) - Date.parse(promisedAt));
    metrics.addMetric("CallbackDelay", MetricUnit.Milliseconds, delayMs);
  }
  return end;
}

import type { Measurement } from "../../domain/metrics/catalogue.ts";
import type { CallbackBook, CallbackEnd, CallbackPromise } from "../../ports/callback-book.ts";
import type { PublishEvent } from "../../ports/event-publisher.ts";
import { type EmitOnceDependencies, type EmitOnceTools, emitOnce } from "../emit-once.ts";

/** What completing a callback needs. */
export interface CompleteCallbackDependencies extends Pick<CallbackBook, "end" | "listCalls">, EmitOnceDependencies {
  readonly publish: PublishEvent;
}

/**
 * Enters how a callback ended, once; publishes `CallbackCompleted.v1` and counts it, exactly once in effect. Safe to repeat, by the function that began it.
 * @returns the end that stands
 * @throws NotReady while the log does not tell what became of an earlier run
 */
export async function completeCallback(
  dependencies: CompleteCallbackDependencies,
  promise: CallbackPromise,
  how: Pick<CallbackEnd, "outcome" | "joinedTo">,
  tools: EmitOnceTools,
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
  const at = Date.parse(end.completedAt);
  const dimensions = { Result: end.outcome };
  const measurements: Measurement[] = [
    { metric: "Callbacks", value: 1, dimensions },
    { metric: "CallbackCalls", value: calls.length, dimensions: {} },
    { metric: "CallbackDelay", value: Math.max(0, at - Date.parse(promisedAt)), dimensions },
  ];
  await emitOnce(dependencies, { contactId, name: "callback-metrics", measurements, at }, tools);
  return end;
}

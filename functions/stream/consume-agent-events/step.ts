import { hourOf, patienceMs } from "../../../domain/agent/agent-stretch.ts";
import type { AgentTime } from "../../../ports/agent-time.ts";
import { parse } from "../../../runtime/parse.ts";
import { AgentEvent, agentIdOf, observationOf } from "../../../schemas/agent-event.ts";
import type { EmitOnceTools } from "../../emit-once.ts";
import { type ConsumeDependencies, type ConsumeLog, consumeInOrder } from "../consume-in-order.ts";
import type { BatchReply, KinesisBatch } from "../kinesis-batch.ts";
import { type CloseStretchesDependencies, closeStretches } from "./close-stretches.ts";

/** What `stream/consume-agent-events` needs. */
export type ConsumeAgentEventsDependencies = ConsumeDependencies &
  CloseStretchesDependencies &
  Pick<AgentTime, "putObservation" | "hear">;

/**
 * Keeps what agents do, and counts each stretch of an agent's time when it is over. What is kept is a set, so that neither a repetition nor another order
 * changes a figure; heartbeats are not kept, they tell how far an agent's time is known.
 */
export function consumeAgentEvents(
  dependencies: ConsumeAgentEventsDependencies,
  batch: KinesisBatch,
  tools: EmitOnceTools & { readonly logger: ConsumeLog },
): Promise<BatchReply> {
  return consumeInOrder(dependencies, batch, tools.logger, async (payload) => {
    const event = parse(AgentEvent, payload, "an agent event on the stream");
    const agentId = agentIdOf(event);
    const at = Date.parse(event.EventTimestamp);
    const observation = observationOf(event);
    if (observation) await dependencies.putObservation(agentId, observation);
    const since = new Date(hourOf(at - patienceMs)).toISOString();
    const standing = await dependencies.hear(agentId, new Date(at).toISOString(), since);
    if (standing) await closeStretches(dependencies, agentId, standing, tools);
  });
}

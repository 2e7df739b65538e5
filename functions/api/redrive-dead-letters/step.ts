import { z } from "zod";
import type { DeadLetterQueues } from "../../../ports/dead-letter-queue.ts";
import { rejected } from "../../../runtime/faults.ts";
import { parse } from "../../../runtime/parse.ts";
import type { StepTools } from "../../../runtime/step.ts";
import { type RedriveReply, RedriveRequest } from "../../../schemas/dead-letter.ts";
import { type RedriveQueueDependencies, redriveQueue, type Settled } from "../../redrive/redrive-queue.ts";
import { RequestWithBody, readJsonBody } from "../request-body.ts";

/** The parts of an HTTP API event that a redrive reads; who signed it is noted. */
export const RedriveDeadLettersRequest = RequestWithBody.extend({
  pathParameters: z.object({ queue: z.string() }),
  requestContext: z
    .object({
      authorizer: z.object({ iam: z.object({ userArn: z.string().optional() }).optional() }).optional(),
    })
    .optional(),
});

/** What a redrive needs. */
export interface RedriveDependencies extends RedriveQueueDependencies {
  readonly queues: DeadLetterQueues;
}

/** The tools of a step that a redrive uses. */
export interface RedriveTools extends Pick<StepTools, "metrics" | "remainingMs"> {
  readonly logger: Pick<StepTools["logger"], "info">;
}

/** Time kept for the letter under way (a function may take 10 s) and for putting the others back. */
const reserveMs = 13_000;

/**
 * Sends letters of one dead-letter queue back to where they came from: one after the other, at a pace, as many as fit into the time there is. What cannot
 * be sent back says why and stays. Repetition does no harm, as the receivers are idempotent. Each redrive is noted in the log and counted.
 * @throws ContractViolation on a malformed body, Rejected for an unknown queue, Transient when the queue is throttled or away
 */
export async function redriveDeadLetters(
  dependencies: RedriveDependencies,
  request: z.infer<typeof RedriveDeadLettersRequest>,
  { logger, metrics, remainingMs }: RedriveTools,
): Promise<RedriveReply> {
  const name = request.pathParameters.queue;
  const queue = dependencies.queues.get(name);
  if (!queue)
    throw rejected(`there is no dead-letter queue ${name}; there are ${[...dependencies.queues.keys()].join(", ")}`);
  const asked = parse(RedriveRequest, readJsonBody(request, '{"all":true}'), "the body");
  const settled: Settled = { sentBack: [], kept: [] };
  try {
    const end = await redriveQueue(dependencies, queue, asked, () => remainingMs() > reserveMs, settled);
    return { queue: name, ...settled, ...end };
  } finally {
    // Also when the queue went away in the middle: what was sent back by then is on its way.
    const by = request.requestContext?.authorizer?.iam?.userArn ?? "unknown";
    logger.info("dead letters were sent back", { queue: name, by, asked, ...settled });
    metrics.add({ metric: "DeadLettersSentBack", value: settled.sentBack.length, dimensions: { Queue: name } });
    metrics.add({ metric: "DeadLettersKept", value: settled.kept.length, dimensions: { Queue: name } });
  }
}

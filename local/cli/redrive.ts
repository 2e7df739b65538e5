import { parseArgs } from "node:util";
import { DeadLetterListing, RedriveReply, type RedriveRequest } from "../../schemas/dead-letter.ts";
import { acceptedBody } from "./trace/accepted-body.ts";
import { deadLetterTable } from "./trace/dead-letter-table.ts";
import type { CallApi } from "./trace/http-api.ts";
import { createPaint, wantsColour } from "./trace/paint.ts";
import { stackOptions, throughApi } from "./trace/through-api.ts";

/** What `--help` prints. */
const usage = `npm run redrive -- [QUEUE (--all | --count N | MESSAGE_ID …)] [options]

Lists what lies in each dead-letter queue and why, or sends letters of one queue back, through the stack's HTTP API.
Mend the cause first: docs/errors.md. Sending the same letter back twice does no harm.

  --all             every letter of the queue
  --count N         N letters of the queue
  --api URL         the HTTP API (default: what the local stack of this folder says)
  --endpoint URL    where the local stack's AWS APIs answer (default: AWS_ENDPOINT_URL, else the stack of this folder)
  --aws             the stack on AWS, with the credentials that the AWS CLI would use; needs --api
  --region NAME     region of the stack (default: AWS_REGION, else ap-northeast-2)
  --help            this text

Status 0: listed, or all that was asked for is on its way. 1: something was kept, not found, or could not be reached.

Example: npm run redrive -- segments-dlq --all
`;

const options = {
  all: { type: "boolean" },
  count: { type: "string" },
  ...stackOptions,
} as const;

/** One request of the API takes so many message ids. */
const idsPerRequest = 100;

/** `npm run redrive`: lists, or sends back. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help) {
    console.log(usage);
    return;
  }
  const [queue, ...messageIds] = positionals;
  const requests = queue === undefined ? [] : requestsOf(values, messageIds);
  await throughApi(values, async (call) => {
    if (queue === undefined) await list(call);
    else for (const request of requests) await redrive(call, queue, request);
  });
}

/** What the command line asks for; each request goes to the API until it is done. */
function requestsOf(
  { all, count }: { readonly all?: boolean | undefined; readonly count?: string | undefined },
  messageIds: readonly string[],
): RedriveRequest[] {
  if ([all === true, count !== undefined, messageIds.length > 0].filter(Boolean).length !== 1)
    throw new Error(`Say which letters to send back: --all, --count N, or their message ids.\n\n${usage}`);
  if (all) return [{ all: true }];
  if (count === undefined) {
    const chunks = Math.ceil(messageIds.length / idsPerRequest);
    return Array.from({ length: chunks }, (_, chunk) => ({
      messageIds: messageIds.slice(chunk * idsPerRequest, (chunk + 1) * idsPerRequest),
    }));
  }
  if (!/^[1-9]\d{0,3}$/.test(count)) throw new Error(`--count takes a number from 1 to 9999, not "${count}"`);
  return [{ count: Number(count) }];
}

async function list(call: CallApi): Promise<void> {
  const { queues } = DeadLetterListing.parse(acceptedBody(await call("GET", "/dead-letters")));
  const paint = createPaint(wantsColour(process.stdout, process.env));
  const columns = process.stdout.columns ?? 160;
  for (const queue of queues) console.log(deadLetterTable(queue, paint, columns).join("\n"));
}

/** Asks again as long as there is more to do and something still goes. */
async function redrive(call: CallApi, queue: string, asked: RedriveRequest): Promise<void> {
  let request = asked;
  for (;;) {
    const path = `/dead-letters/${encodeURIComponent(queue)}/redrive`;
    const reply = RedriveReply.parse(acceptedBody(await call("POST", path, request)));
    for (const { messageId, to } of reply.sentBack) console.log(`${messageId}  sent back to ${to}`);
    for (const { messageId, why } of reply.kept) console.log(`${messageId}  kept: ${why}`);
    for (const messageId of reply.notFound) console.log(`${messageId}  does not lie in ${queue}`);
    if (reply.kept.length + reply.notFound.length > 0) process.exitCode = 1;
    if (reply.isDone) {
      const isNothing = reply.sentBack.length + reply.kept.length + reply.notFound.length === 0;
      if (isNothing && request === asked) console.log(`Nothing lies in ${queue}.`);
      return;
    }
    if (reply.sentBack.length === 0)
      throw new Error(`Not all is sent back yet. Try again: npm run redrive -- ${queue} …`);
    request = rest(request, reply);
  }
}

/** What is left of a request after an answer that did not do all of it. */
function rest(request: RedriveRequest, { sentBack, kept }: RedriveReply): RedriveRequest {
  const settled = new Set([...sentBack, ...kept].map(({ messageId }) => messageId));
  if (request.messageIds) return { messageIds: request.messageIds.filter((messageId) => !settled.has(messageId)) };
  return request.count === undefined ? request : { count: request.count - settled.size };
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});

import { type CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import type { EmissionLog } from "../ports/emissions.ts";
import { transient } from "../runtime/faults.ts";
import { faultOf } from "./aws-faults.ts";

/** A claim's own lines lie around it: clocks differ a little, and an invocation lasts 15 minutes at most. */
const beforeMs = 60_000;
const afterMs = 1_200_000;
/** Pages of one search; CloudWatch may return empty ones on the way. */
const pagesAllowed = 20;

/**
 * Looks for an invocation's lines in the function's log group, by its request id: the metric line that it printed, and the REPORT line with which
 * AWS Lambda ends the log of every invocation, also of one that crashed or timed out. Lines of one log stream arrive in their order, so that behind
 * a REPORT line nothing of the invocation is still to come.
 * Sources: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html and
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
export function createEmissionLog(client: CloudWatchLogsClient, logGroupName: string): EmissionLog {
  return {
    async findEmission(contactId, emission, { requestId, at }) {
      const wanted = [`"contactId":${JSON.stringify(contactId)}`, `"emission":${JSON.stringify(emission)}`];
      let hasEnded = false;
      let nextToken: string | undefined;
      for (let page = 0; page < pagesAllowed; page += 1) {
        const { events = [], nextToken: next } = await search({
          logGroupName,
          filterPattern: `"${requestId}"`,
          startTime: Date.parse(at) - beforeMs,
          endTime: Date.parse(at) + afterMs,
          ...(nextToken !== undefined && { nextToken }),
        });
        const messages = events.map(({ message = "" }) => message);
        if (messages.some((message) => wanted.every((part) => message.includes(part)))) return "printed";
        hasEnded ||= messages.some((message) => message.startsWith(`REPORT RequestId: ${requestId}`));
        if (next === undefined) return hasEnded ? "not-printed" : "not-known";
        nextToken = next;
      }
      throw transient(`the log ${logGroupName} has too many pages about invocation ${requestId}`);
    },
  };

  async function search(input: FilterLogEventsCommand["input"]) {
    try {
      return await client.send(new FilterLogEventsCommand(input));
    } catch (error) {
      throw faultOf(error, "search the log");
    }
  }
}

import { z } from "zod";
import type { JsonOperation } from "../../gateway/json-protocol.ts";
import { withoutExecutionData } from "../execution/execution-log.ts";
import type { ExecutionStore } from "../execution/execution-store.ts";
import { epochSeconds, readInput } from "./input.ts";
import { page, pageSchema } from "./paging.ts";

const historySchema = pageSchema.extend({
  executionArn: z.string(),
  reverseOrder: z.boolean().default(false),
  includeExecutionData: z.boolean().default(true),
});

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html */
export function historyOperations(executions: ExecutionStore): Record<string, JsonOperation> {
  return {
    GetExecutionHistory: (input) => {
      const { executionArn, reverseOrder, includeExecutionData, ...paging } = readInput(historySchema, input);
      const { history } = executions.standard(executionArn);
      const { items, nextToken } = page(reverseOrder ? history.toReversed() : history, paging);
      const events = items.map(({ details, timestamp, ...event }) => ({
        ...event,
        timestamp: epochSeconds(timestamp),
        ...(includeExecutionData ? details : withoutExecutionData(details)),
      }));
      return { events, nextToken };
    },
  };
}

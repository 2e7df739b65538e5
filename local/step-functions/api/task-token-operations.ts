import { z } from "zod";
import type { JsonOperation } from "../../gateway/json-protocol.ts";
import type { TaskTokens } from "../execution/task-tokens.ts";
import { readInput } from "./input.ts";

const tokenSchema = z.object({ taskToken: z.string().min(1).max(2048) });
const successSchema = tokenSchema.extend({ output: z.string() });
const failureSchema = tokenSchema.extend({
  error: z.string().max(256).optional(),
  cause: z.string().max(32_768).optional(),
});

/** The operations by which a task token comes back: https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html */
export function taskTokenOperations(tokens: TaskTokens, maximumBytes: number): Record<string, JsonOperation> {
  return {
    SendTaskSuccess: (input) => {
      const { taskToken, output } = readInput(successSchema, input);
      tokens.succeed(taskToken, output, maximumBytes);
    },
    SendTaskFailure: (input) => {
      const { taskToken, error, cause } = readInput(failureSchema, input);
      tokens.fail(taskToken, error, cause);
    },
    SendTaskHeartbeat: (input) => tokens.beat(readInput(tokenSchema, input).taskToken),
  };
}

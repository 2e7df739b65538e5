import { z } from "zod";
import type { JsonOperation } from "../../gateway/json-protocol.ts";
import { ServiceError } from "../../gateway/service.ts";
import type { Execution } from "../execution/execution.ts";
import type { ExecutionStore } from "../execution/execution-store.ts";
import { redriveStatus } from "../execution/redrive-status.ts";
import type { Limits } from "../limits.ts";
import { epochSeconds, readInput } from "./input.ts";

const redriveSchema = z.object({ executionArn: z.string(), clientToken: z.string().min(1).max(64).optional() });

/** A client's token, and the answer that it got. */
interface RememberedToken {
  readonly token: string;
  /** Milliseconds since the epoch. */
  readonly redrivenAt: number;
}

/** How many tokens are remembered for an execution, and how long. */
const mostTokens = 10;
const tokenLifeMs = 15 * 60_000;

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_RedriveExecution.html */
export function redriveOperation(
  executions: ExecutionStore,
  { now, limits }: { readonly now: () => number; readonly limits: Limits },
): Record<string, JsonOperation> {
  const tokens = new WeakMap<Execution, readonly RememberedToken[]>();
  return {
    RedriveExecution: (input) => {
      const { executionArn, clientToken } = readInput(redriveSchema, input);
      const execution = executions.standard(executionArn);
      const valid = (tokens.get(execution) ?? []).filter(({ redrivenAt }) => now() - redrivenAt <= tokenLifeMs);
      const before = valid.find(({ token }) => token === clientToken);
      if (before) return { redriveDate: epochSeconds(before.redrivenAt) };
      const { status, reason } = redriveStatus(execution, now(), limits);
      if (status !== "REDRIVABLE")
        throw new ServiceError(
          "ExecutionNotRedrivable",
          reason ?? "Execution was started by a Map Run and is redriven with the execution that the Map Run is part of",
        );
      executions.redrive(execution);
      const redrivenAt = now();
      if (clientToken !== undefined)
        tokens.set(execution, [...valid, { token: clientToken, redrivenAt }].slice(-mostTokens));
      return { redriveDate: epochSeconds(redrivenAt) };
    },
  };
}

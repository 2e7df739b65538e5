import {
  GetFunctionConfigurationCommand,
  type LambdaClient,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { z } from "zod";
import type { FunctionSettings } from "../ports/function-settings.ts";
import { parse } from "../runtime/parse.ts";
import { faultOf } from "./aws-faults.ts";

const Configuration = z.object({
  MemorySize: z.int().positive(),
  Timeout: z.int().positive(),
  RevisionId: z.string().min(1),
  /** Absent where a function was never updated. */
  LastUpdateStatus: z.enum(["Successful", "InProgress", "Failed"]).default("Successful"),
});

const updates = { Successful: "settled", InProgress: "in-progress", Failed: "failed" } as const;

/**
 * The settings of functions on AWS Lambda. An update takes a while, during which the function refuses another one
 * (https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html).
 */
export function createFunctionSettings(client: LambdaClient): FunctionSettings {
  return {
    async readSetting(functionName) {
      try {
        const answer = await client.send(new GetFunctionConfigurationCommand({ FunctionName: functionName }));
        const { MemorySize, Timeout, RevisionId, LastUpdateStatus } = parse(
          Configuration,
          answer,
          `the configuration of ${functionName}`,
        );
        return {
          memoryMb: MemorySize,
          timeoutS: Timeout,
          revisionId: RevisionId,
          update: updates[LastUpdateStatus],
        };
      } catch (error) {
        throw faultOf(error, `read the configuration of ${functionName}`);
      }
    },
    async setMemory(functionName, memoryMb, revisionId) {
      const changes = { FunctionName: functionName, MemorySize: memoryMb, RevisionId: revisionId };
      try {
        await client.send(new UpdateFunctionConfigurationCommand(changes));
      } catch (error) {
        throw faultOf(error, `change the memory of ${functionName}`, {
          PreconditionFailedException: "Transient",
          ResourceConflictException: "Transient",
        });
      }
    },
  };
}

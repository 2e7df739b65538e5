import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { z } from "zod";
import type { WaysBack } from "../ports/redrive.ts";
import { faultOf } from "./aws-faults.ts";

const FunctionFailure = z.object({ errorType: z.string().optional(), errorMessage: z.string().optional() });

/** Gives Lambda functions their inputs again, each waited for (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html). */
export function createInvocationsAgain(client: LambdaClient): Pick<WaysBack, "invokeAgain"> {
  return {
    async invokeAgain(functionArn, payload) {
      try {
        const { FunctionError, Payload } = await client.send(
          new InvokeCommand({
            FunctionName: functionArn,
            InvocationType: "RequestResponse",
            Payload: JSON.stringify(payload),
          }),
        );
        if (FunctionError === undefined) return { ok: true };
        const { errorType, errorMessage } = FunctionFailure.parse(JSON.parse(Payload?.transformToString() ?? "{}"));
        return { ok: false, error: errorType ?? FunctionError, message: errorMessage ?? "" };
      } catch (error) {
        throw faultOf(error, "invoke a function again");
      }
    },
  };
}

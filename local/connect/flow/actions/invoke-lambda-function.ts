import { z } from "zod";
import { defineAction, goOn } from "../action-type.ts";
import { resolveText } from "../resolve-reference.ts";
import { wholeNumber } from "../whole-number.ts";

/** Calls a Lambda function. Source: https://docs.aws.amazon.com/connect/latest/devguide/interactions-invokelambdafunction.html */
export const invokeLambdaFunction = defineAction({
  type: "InvokeLambdaFunction",
  errors: ["NoMatchingError"],
  parameters: z.strictObject({
    LambdaFunctionARN: z.string().min(1),
    InvocationTimeLimitSeconds: wholeNumber(1, 8),
    InvocationType: z.enum(["SYNCHRONOUS", "ASYNCHRONOUS"]).default("SYNCHRONOUS"),
    LambdaInvocationAttributes: z.record(z.string(), z.string()).default({}),
    ResponseValidation: z
      .strictObject({ ResponseType: z.enum(["STRING_MAP", "JSON"]) })
      .default({ ResponseType: "STRING_MAP" }),
  }),
  async run(parameters, session) {
    const data = session.data();
    await session.callFunction({
      functionArn: resolveText(parameters.LambdaFunctionARN, data),
      timeLimitSeconds: parameters.InvocationTimeLimitSeconds,
      parameters: Object.fromEntries(
        Object.entries(parameters.LambdaInvocationAttributes).map(([key, value]) => [key, resolveText(value, data)]),
      ),
      responseType: parameters.ResponseValidation.ResponseType,
      waits: parameters.InvocationType === "SYNCHRONOUS",
    });
    return goOn;
  },
});

import { z } from "zod";
import { validationError } from "../api/input.ts";
import type { StateUnderTest } from "./state-under-test.ts";

const jsonSize = 262_144;

/** TestState's input: https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html */
export const testRequestSchema = z.object({
  definition: z.string().min(1).max(1_048_576),
  stateName: z.string().min(1).max(80).optional(),
  roleArn: z.string().min(1).max(256).optional(),
  input: z.string().max(jsonSize).default("{}"),
  inspectionLevel: z.enum(["INFO", "DEBUG", "TRACE"]).default("INFO"),
  revealSecrets: z.boolean().default(false),
  variables: z.string().max(jsonSize).optional(),
  context: z.string().max(jsonSize).optional(),
  mock: z
    .object({
      result: z.string().max(jsonSize).optional(),
      errorOutput: z
        .object({ error: z.string().max(256).optional(), cause: z.string().max(32_768).optional() })
        .optional(),
      fieldValidationMode: z.enum(["STRICT", "PRESENT", "NONE"]).default("STRICT"),
    })
    .optional(),
  stateConfiguration: z
    .object({
      retrierRetryCount: z.number().int().min(0).optional(),
      errorCausedByState: z.string().min(1).max(80).optional(),
      mapIterationFailureCount: z.number().int().min(0).optional(),
      mapItemReaderData: z.string().max(jsonSize).optional(),
    })
    .default({}),
});

/** TestState's input, read. */
export type TestRequest = z.infer<typeof testRequestSchema>;

const mockable = new Set(["Task", "Map", "Parallel"]);
const httpTask = /^arn:[a-z-]+:states:::http:invoke$/;
const needsMock = /^arn:[a-z-]+:states:([a-z0-9-]*:\d*:activity:|.*\.(sync(:2)?|waitForTaskToken)$)/;

/**
 * Checks what of a request goes together with the state.
 * https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html
 * @throws ServiceError `ValidationException`
 */
export function checkRequest({ mock, ...request }: TestRequest, { fields }: StateUnderTest): void {
  const { Type, Resource } = fields;
  const isInner = Type === "Map" || Type === "Parallel";
  const resource = String(Resource);
  if (mock) {
    if (!mockable.has(Type))
      throw validationError(`A mock can be specified for Task, Map and Parallel states only, not for ${Type}.`);
    if ((mock.result === undefined) === (mock.errorOutput === undefined))
      throw validationError("A test mock should have only one of the following fields: [result, errorOutput].");
    if (request.revealSecrets) throw validationError("revealSecrets cannot be used together with a mock.");
  } else {
    if (isInner || (Type === "Task" && needsMock.test(resource)))
      throw validationError(
        `A ${isInner ? `${Type} state` : `Task on '${resource}'`} can be tested only when a mock is specified.`,
      );
    if (request.context !== undefined) throw validationError("A context can be specified only together with a mock.");
    if (Object.values(request.stateConfiguration).some((value) => value !== undefined))
      throw validationError("A stateConfiguration can be specified only together with a mock.");
  }
  if (request.inspectionLevel === "TRACE" && !httpTask.test(resource))
    throw validationError("The inspectionLevel TRACE is for HTTP Tasks only.");
}

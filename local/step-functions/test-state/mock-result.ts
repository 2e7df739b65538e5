import { z } from "zod";
import { validationError } from "../api/input.ts";
import { Payload } from "../execution/payload.ts";

type FieldType = "string" | "number" | "object" | "array" | "timestamp";

/** The members of an API's answer that are checked. */
interface AnswerModel {
  readonly fields: Readonly<Record<string, FieldType>>;
  readonly required?: readonly string[];
}

const described: AnswerModel = {
  fields: {
    ExecutionArn: "string",
    StateMachineArn: "string",
    Name: "string",
    Status: "string",
    StartDate: "timestamp",
    StopDate: "timestamp",
    Error: "string",
    Cause: "string",
  },
  required: ["ExecutionArn", "StateMachineArn", "Status", "StartDate"],
};
const changedItem: AnswerModel = {
  fields: { Attributes: "object", ConsumedCapacity: "object", ItemCollectionMetrics: "object" },
};

/**
 * Answers of the calls that the local stack's Task states make, as the services' API references have them. Other resources'
 * results are not checked.
 */
const models: Readonly<Record<string, AnswerModel>> = {
  "lambda:invoke": {
    fields: { StatusCode: "number", FunctionError: "string", LogResult: "string", ExecutedVersion: "string" },
  },
  "states:startExecution": {
    fields: { ExecutionArn: "string", StartDate: "timestamp" },
    required: ["ExecutionArn", "StartDate"],
  },
  // What Step Functions asks for to see whether the execution has ended.
  "states:startExecution.sync": described,
  "states:startExecution.sync:2": described,
  "events:putEvents": { fields: { FailedEntryCount: "number", Entries: "array" } },
  "sqs:sendMessage": { fields: { MessageId: "string", MD5OfMessageBody: "string", SequenceNumber: "string" } },
  "sns:publish": { fields: { MessageId: "string", SequenceNumber: "string" } },
  "dynamodb:getItem": { fields: { Item: "object", ConsumedCapacity: "object" } },
  "dynamodb:putItem": changedItem,
  "dynamodb:updateItem": changedItem,
  "dynamodb:deleteItem": changedItem,
};

const schemas: Readonly<Record<FieldType, z.ZodType>> = {
  string: z.string(),
  number: z.number(),
  object: z.looseObject({}),
  array: z.array(z.unknown()),
  timestamp: z.union([z.number(), z.string()]),
};

/** Reads a mocked result. Throws `ValidationException` when it is not JSON. */
export function parseMockResult(text: string): Payload {
  try {
    return Payload.parse(text);
  } catch {
    throw validationError("The mocked result must be valid JSON.");
  }
}

/**
 * Checks a mocked result against the API's model of the call that it stands for. Members that the model does not know are let be.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_MockInput.html
 * @param mode STRICT also asks for all required members
 * @throws ServiceError `ValidationException`
 */
export function checkMockResult(resource: string, result: unknown, mode: "STRICT" | "PRESENT" | "NONE"): void {
  const name = resource.replace(/^arn:[a-z-]+:states:::(aws-sdk:)?/, "").replace(/\.waitForTaskToken$/, "");
  const model = models[name];
  // A task token comes back with a result of any kind.
  if (!model || mode === "NONE" || resource.endsWith(".waitForTaskToken")) return;
  if (typeof result !== "object" || result === null || Array.isArray(result))
    throw mismatch("The result must be an object");
  for (const field of mode === "STRICT" ? (model.required ?? []) : []) {
    if (!Object.hasOwn(result, field)) throw mismatch(`Required field '${field}' is missing`);
  }
  for (const [field, type] of Object.entries(model.fields)) {
    if (Object.hasOwn(result, field) && !schemas[type].safeParse(Reflect.get(result, field)).success)
      throw mismatch(`Field '${field}' must be ${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`);
  }
}

function mismatch(problem: string): Error {
  return validationError(`Mock result schema validation error: ${problem}`);
}

import { z } from "zod";
import { issueOrdinal } from "../../domain/issue/issue-number.ts";
import { contractViolation } from "../../runtime/faults.ts";
import { parse } from "../../runtime/parse.ts";

/** The parts of an HTTP API event (payload format 2.0) that the calls about issues read. */
export const IssueRequest = z.object({
  pathParameters: z.object({ issueId: z.string().optional() }).optional(),
  queryStringParameters: z.record(z.string(), z.string()).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
  requestContext: z.object({ requestId: z.string().min(1) }).optional(),
});
export type IssueRequest = z.infer<typeof IssueRequest>;

/**
 * The number of the issue in the path.
 * @throws ContractViolation when it is none
 */
export function issueIdOf({ pathParameters }: IssueRequest): string {
  const issueId = pathParameters?.issueId ?? "";
  try {
    issueOrdinal(issueId);
  } catch (cause) {
    throw contractViolation("issueId in the path must look like ISS-001", { cause });
  }
  return issueId;
}

/**
 * The body of a request.
 * @param example a body that would do, for the error
 * @throws ContractViolation when it is no JSON, or naming each wrong field
 */
export function bodyOf<Schema extends z.ZodType>(
  schema: Schema,
  { body = "", isBase64Encoded }: Pick<IssueRequest, "body" | "isBase64Encoded">,
  example: string,
): z.output<Schema> {
  const text = isBase64Encoded ? Buffer.from(body, "base64").toString("utf8") : body;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw contractViolation(`the body must be JSON such as ${example}`, { cause });
  }
  return parse(schema, value, "the body");
}

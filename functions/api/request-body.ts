import { z } from "zod";
import { contractViolation } from "../../runtime/faults.ts";

/** The parts of an HTTP API event that carry a body (payload format 2.0). */
export const RequestWithBody = z.object({ body: z.string().optional(), isBase64Encoded: z.boolean().optional() });

/**
 * The JSON that a request carries.
 * @param example a body that would do, for the message
 * @throws ContractViolation when it is no JSON
 */
export function readJsonBody(
  { body = "", isBase64Encoded }: z.infer<typeof RequestWithBody>,
  example: string,
): unknown {
  const text = isBase64Encoded ? Buffer.from(body, "base64").toString("utf8") : body;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw contractViolation(`the body must be JSON such as ${example}`, { cause });
  }
}

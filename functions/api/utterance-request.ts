import { z } from "zod";
import { contractViolation } from "../../runtime/faults.ts";

/** The parts of an HTTP API event (payload format 2.0) that the calls about utterances and their intents read. */
export const UtteranceRequest = z.object({
  pathParameters: z.object({ contactId: z.string().optional(), beginOffsetMs: z.string().optional() }).optional(),
  queryStringParameters: z.record(z.string(), z.string()).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
});
export type UtteranceRequest = z.infer<typeof UtteranceRequest>;

/**
 * The contact in the path.
 * @throws ContractViolation when it is none
 */
export function contactIdOf({ pathParameters }: UtteranceRequest): string {
  const contactId = pathParameters?.contactId ?? "";
  if (!/^[\w-]{1,100}$/.test(contactId)) throw contractViolation("contactId in the path must be a contact id");
  return contactId;
}

/**
 * Where the utterance in the path begins, in milliseconds into the contact's media: what tells a caller's utterances apart.
 * @throws ContractViolation when it is no number
 */
export function beginOffsetOf({ pathParameters }: UtteranceRequest): number {
  const text = pathParameters?.beginOffsetMs ?? "";
  if (!/^\d{1,9}$/.test(text)) {
    throw contractViolation("beginOffsetMs in the path must be the beginOffsetMs of an utterance, e.g. 6200");
  }
  return Number(text);
}

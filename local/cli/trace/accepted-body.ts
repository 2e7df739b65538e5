import { z } from "zod";
import type { ApiReply } from "./http-api.ts";

const Refusal = z.object({ message: z.string() });

/**
 * The body of an answer of the HTTP API.
 * @throws Error in the API's own words when it refused
 */
export function acceptedBody({ status, body }: ApiReply): unknown {
  if (status === 200) return body;
  const refusal = Refusal.safeParse(body);
  throw new Error(refusal.success ? refusal.data.message : `The HTTP API answered with status ${status}.`);
}

import { z } from "zod";

/** The parts of an HTTP API event that requests about a contact's caller read. */
export const CallerRequest = z.object({ pathParameters: z.object({ contactId: z.string().min(1).max(256) }) });
export type CallerRequest = z.infer<typeof CallerRequest>;

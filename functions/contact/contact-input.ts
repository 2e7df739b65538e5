import { z } from "zod";

/** Input of steps that need nothing but the contact. */
export const ContactInput = z.object({ contactId: z.string().min(1) });
export type ContactInput = z.infer<typeof ContactInput>;

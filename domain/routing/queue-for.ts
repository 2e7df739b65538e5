/** The queues of the centre, by name; their ARNs are configuration. */
export const queueNames = ["korean-general", "korean-billing", "english-general"] as const;
export type QueueName = (typeof queueNames)[number];

const billingIntents = new Set(["payment_error", "billing_inquiry", "refund", "balance_inquiry", "receipt_request"]);

/** The queue whose agents speak the caller's language and know the matter. */
export function queueFor(languageCode: string, intent: string): QueueName {
  if (!languageCode.startsWith("ko")) return "english-general";
  return billingIntents.has(intent) ? "korean-billing" : "korean-general";
}

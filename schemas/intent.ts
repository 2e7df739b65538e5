import { z } from "zod";

/** Every intent that the centre tells apart, Korean and English alike. */
export const intentLabels = [
  "delivery_status",
  "cancel_order",
  "refund",
  "exchange",
  "payment_error",
  "billing_inquiry",
  "change_personal_info",
  "login_problem",
  "plan_change",
  "cancel_service",
  "technical_issue",
  "agent_request",
  "complaint",
  "callback_request",
  "business_hours",
  "card_lost",
  "balance_inquiry",
  "product_inquiry",
  "reservation_change",
  "receipt_request",
  "repeat_prompt",
  "affirm",
  "deny",
  "end_call",
  "out_of_scope",
] as const;

/** One intent label. */
export const IntentLabel = z.enum(intentLabels);
export type IntentLabel = z.infer<typeof IntentLabel>;

/** What a classification answers: the best label, how sure (0 to 1), and the runners-up. */
export const Classification = z.object({
  intent: IntentLabel,
  confidence: z.number().min(0).max(1),
  alternatives: z.array(z.object({ intent: IntentLabel, confidence: z.number().min(0).max(1) })),
});
export type Classification = z.infer<typeof Classification>;

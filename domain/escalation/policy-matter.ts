import { largestAmount } from "./spoken-amount.ts";

/** Matters that a person decides, however well the bot understood them. */
export type PolicyMatter = "amount" | "legal" | "security";

/** Sums from which on a person decides. */
export const amountLimits = { KRW: 1_000_000, USD: 1_000 } as const;

const securityIntents: ReadonlySet<string> = new Set(["card_lost"]);
const moneyIntents: ReadonlySet<string> = new Set([
  "refund",
  "payment_error",
  "billing_inquiry",
  "cancel_order",
  "cancel_service",
  "complaint",
]);

const legal =
  /소송|고소|고발|변호사|법적|법원|내용\s?증명|소비자\s?보호원|소비자원|금융\s?감독원|금감원|\b(lawyers?|attorneys?|lawsuit|legal action|sue|suing|court|ombudsman)\b/iu;
const security =
  /보이스\s?피싱|피싱|해킹|명의\s?도용|도용|사기\s?당|\b(fraud|phishing|hacked|hackers?|identity theft|stolen card|scam(?:med)?)\b/iu;

/**
 * The matter in an utterance that company policy leaves to a person, if there is one: security before law before money.
 * @param text the redacted utterance
 */
export function policyMatter(text: string, intent: string): PolicyMatter | undefined {
  if (securityIntents.has(intent) || security.test(text)) return "security";
  if (legal.test(text)) return "legal";
  if (!moneyIntents.has(intent)) return undefined;
  const amount = largestAmount(text);
  return amount && amount.value >= amountLimits[amount.currency] ? "amount" : undefined;
}

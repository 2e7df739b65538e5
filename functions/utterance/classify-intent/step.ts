import { isServed } from "../../../domain/language/capabilities.ts";
import type { Classification } from "../../../schemas/intent.ts";
import type { RedactedUtterance } from "../../../schemas/utterance.ts";

/** The intent of an utterance by a classifier; `out_of_scope`, for sure, in a language that it was never taught (domain/language/capabilities.ts). */
export function classifyUtterance(
  classify: (text: string) => Classification,
  { text, languageCode }: RedactedUtterance,
): Classification {
  if (isServed("intent", languageCode)) return classify(text);
  const unknown = { intent: "out_of_scope", confidence: 1 } as const;
  return { ...unknown, alternatives: [unknown] };
}

import { determined } from "../../domain/language/spoken-languages.ts";
import type { DecidedUtterance } from "../../schemas/utterance.ts";

/** The language in which the contact goes on; that of the utterance where nothing else is known. */
export function languageOfContact({ utterance, verdict }: DecidedUtterance): string {
  return determined(verdict.language?.languageCode) ?? utterance.languageCode;
}

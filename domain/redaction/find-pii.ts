import { absorbNeighbours } from "./absorb-neighbours.ts";
import { findDigitGroups } from "./digit-groups.ts";
import { findBirthdates } from "./find-birthdates.ts";
import { findCodedNumbers } from "./find-coded-numbers.ts";
import { findEmails } from "./find-emails.ts";
import { findEnglishAddresses } from "./find-english-addresses.ts";
import { findEnglishNames } from "./find-english-names.ts";
import { findKoreanAddresses } from "./find-korean-addresses.ts";
import { findKoreanNames } from "./find-korean-names.ts";
import { findMisheardNumbers } from "./find-misheard-numbers.ts";
import { findNumbers } from "./find-numbers.ts";
import { findPartialNumbers } from "./find-partial-numbers.ts";
import { findSpelledNames } from "./find-spelled-names.ts";
import { findUnfinishedNumber } from "./find-unfinished-number.ts";
import { findVehicles } from "./find-vehicles.ts";
import type { PiiSpan } from "./pii-span.ts";
import { type Scan, startScan } from "./scan.ts";
import { uniteSpans } from "./unite-spans.ts";

/**
 * Every stretch of personal data in an utterance, in order, without overlaps. Numbers, e-mail addresses, plates and dates are looked for in Korean and in
 * English whatever the language; names and addresses in the given language first, and in the other one too. The work grows linearly with the text:
 * each recogniser walks it once and looks around through windows of at most 80 characters.
 * @param languageCode BCP-47, e.g. `ko-KR`; decides only whose names and addresses win where two readings overlap
 */
export function findPii(text: string, languageCode: string, scan: Scan = startScan(text)): PiiSpan[] {
  const groups = findDigitGroups(scan);
  const { numbers, companies } = findNumbers(scan, groups);
  const dates = findBirthdates(scan);
  const plates = findVehicles(scan, groups);
  const korean = (): PiiSpan[] => [...findKoreanAddresses(scan), ...findKoreanNames(scan)];
  const english = (): PiiSpan[] => [
    ...findEnglishAddresses(scan),
    ...findSpelledNames(scan),
    ...findEnglishNames(scan),
  ];
  const byLanguage = languageCode.toLowerCase().startsWith("en")
    ? [...english(), ...korean()]
    : [...korean(), ...english()];
  const emails = findEmails(scan);
  const addresses = byLanguage.filter(({ type }) => type === "ADDRESS");
  const codes = findCodedNumbers(scan);
  const exact = [...emails, ...dates, ...codes, ...numbers, ...plates, ...findPartialNumbers(scan, groups)];
  const misheard = findMisheardNumbers(scan, [...exact, ...companies, ...addresses]);
  const byRank = [
    ...emails,
    ...dates,
    ...codes,
    ...misheard,
    ...exact,
    ...findUnfinishedNumber(scan, groups),
    ...byLanguage,
  ];
  return uniteSpans(scan, absorbNeighbours(scan, withoutOverlaps(byRank, text.length)));
}

/** Keeps the spans that come first in rank where two overlap; the rest of a span that is only half covered is kept as well, unless it is one character. */
function withoutOverlaps(byRank: readonly PiiSpan[], length: number): PiiSpan[] {
  const owner = new Int32Array(length).fill(-1);
  byRank.forEach(({ start, end }, rank) => {
    for (let at = start; at < end; at += 1) if (owner[at] === -1) owner[at] = rank;
  });
  const spans: PiiSpan[] = [];
  for (let at = 0; at < length; ) {
    const rank = owner[at] ?? -1;
    let end = at + 1;
    while (end < length && owner[end] === rank) end += 1;
    const span = byRank[rank];
    const isWhole = span?.start === at && span.end === end;
    if (span && (isWhole || end - at > 1)) spans.push({ start: at, end, type: span.type });
    at = end;
  }
  return spans;
}

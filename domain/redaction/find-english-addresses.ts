import type { PiiSpan } from "./pii-span.ts";
import type { Scan } from "./scan.ts";

const streetType =
  "(?:street|st|avenue|ave|road|rd|drive|dr|lane|ln|boulevard|blvd|court|ct|way|place|pl|terrace|parkway|pkwy|highway|hwy|circle|square)";
const written = new RegExp(`^\\d{1,5}[a-z]?(?: [a-z0-9'.]{1,15}){1,4}? ${streetType}\\b\\.?`, "i");
const numberWord =
  "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|oh)";
const spoken = new RegExp(`^${numberWord}(?:[ -]${numberWord}){0,5}(?: [a-z']{2,15}){1,3}? ${streetType}\\b\\.?`, "i");
const unit = /^,? (?:apt|apartment|suite|unit|ste|#)\.? ?#?[a-z0-9-]{1,6}/i;
const place =
  /^,? (?:in )?[A-Z][A-Za-z]{2,15}(?: [A-Z][a-z]{2,15})?,? (?:[A-Z]{2}\b|[A-Z][a-z]{3,12})?(?: \d{5}(?:-\d{4})?)?/;
const zip = /^,? \d{5}(?:-\d{4})?\b/;
/** Words that stand in sentences and not in street names. */
const stop =
  /\b(?:minutes?|hours?|days?|weeks?|months?|years?|dollars?|times?|items?|orders?|people|on|the|to|a|my|is|it|for|and|i|you|from|by|in|of|that|this|way to|miles?|am|pm|o'clock)\b/i;

/** English street addresses: a house number, a name, a street type, and unit, town and postal code where they follow. */
export function findEnglishAddresses(scan: Scan): PiiSpan[] {
  const spans: PiiSpan[] = [];
  for (let at = 0; at < scan.text.length; at += 1) {
    const code = scan.codeAt(at);
    if (!isWordCharacter(code) || isWordCharacter(scan.codeAt(at - 1))) continue;
    const window = scan.after(at, 80);
    const street = written.exec(window) ?? spoken.exec(window);
    if (!street || stop.test(street[0])) continue;
    let end = at + street[0].length;
    for (const part of [unit, place, zip]) end += part.exec(scan.after(end, 50))?.[0].length ?? 0;
    spans.push({ start: at, end, type: "ADDRESS" });
    at = end;
  }
  return spans;
}

function isWordCharacter(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

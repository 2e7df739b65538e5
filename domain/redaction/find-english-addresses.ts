import type { PiiSpan } from "./pii-span.ts";
import type { Scan } from "./scan.ts";

const streetType =
  "(?:street|st|avenue|ave|road|rd|drive|dr|lane|ln|boulevard|blvd|court|ct|way|place|pl|terrace|parkway|pkwy|highway|hwy|circle|square|crescent|close|gardens|mews|grove|plaza|trail|alley|pike|turnpike|row)";
const direction = "(?: (?:NW|NE|SW|SE|[NSEW]|north|south|east|west|northwest|northeast|southwest|southeast)\\b\\.?)?";
const written = new RegExp(`^\\d{1,5}[a-z]?(?: [a-z0-9'.]{1,15}){1,4}? ${streetType}\\b\\.?${direction}`, "i");
const numberWord =
  "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|oh|zero)";
const spoken = new RegExp(
  `^${numberWord}(?:[ -]${numberWord}){0,5}(?: [a-z']{2,15}){1,3}? ${streetType}\\b\\.?${direction}`,
  "i",
);
const box = new RegExp(`^p\\.?\\s?o\\.? box (?:\\d{1,6}|${numberWord}(?:[ -]${numberWord}){0,6})`, "i");
/** Korean addresses in Latin letters: "123 Teheran-ro, Gangnam-gu, Seoul". */
const romanisedPart =
  "[A-Za-z]{2,14}\\d{0,3}-?(?:\\d{1,3}-)?(?:daero|ro|gil|dong|gu|si|do|eup|myeon|ri|ga)\\b(?: \\d{1,4}(?:-\\d{1,4})?(?:-gil)?\\b)?";
const romanised = new RegExp(
  `^(?:#?\\d{1,5}(?:-\\d{1,5})?,? (?:[A-Z][A-Za-z]{1,14} ){0,2}(?:Apt\\.?|Apartment|Building|Tower|Villa)?,? ?)?${romanisedPart.replace("-?(?:", "-(?:")}(?:,? ${romanisedPart}|,? \\d{1,5}(?:-\\d{1,5})?(?:-gil)?\\b){0,4}(?:,? (?:Seoul|Busan|Incheon|Daegu|Daejeon|Gwangju|Ulsan|Sejong|Korea|South Korea|Republic of Korea))*(?:,? \\d{5})?`,
);
const unit = new RegExp(
  `^,? (?:apt|apartment|suite|unit|ste|room|number|floor|flat|#)\\.? ?#?(?:${numberWord}(?:[ -]${numberWord}){0,3}(?: [a-z]\\b)?|[a-z0-9-]{1,6})`,
  "i",
);
const states =
  "alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire|new jersey|new mexico|new york|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania|rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|washington|west virginia|wisconsin|wyoming";
const place =
  /^,? (?:in )?[A-Z][A-Za-z]{2,15}(?: [A-Z][a-z]{2,15})?(?:,? (?:[A-Z]{2}\b|[A-Z][a-z]{3,12}))?(?:,? \d{5}(?:-\d{4})?)?/;
const spokenPlace = new RegExp(
  `^,? (?:in )?(?:[a-z]{3,14} ){0,2}?(?:${states})\\b(?:,? (?:\\d{5}\\b|${numberWord}(?: ${numberWord}){4}))?`,
  "i",
);
const zip = /^,? (?:\d{5}(?:-\d{4})?\b|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b)/;
const floor = /^,? \d{1,2}(?:st|nd|rd|th) floor/i;
/** Words that stand in sentences and not in street names. */
const stop =
  /\b(?:minutes?|hours?|days?|weeks?|months?|years?|dollars?|times?|items?|orders?|people|on|the|to|a|my|is|it|for|and|i|you|from|by|in|of|that|this|way to|miles?|am|pm|o'clock|cents?|percent)\b(?= )|\b(?:the|this|that|his|her|its|one|no) way$/i;

/** English street addresses: a house number, a name, a street type, and unit, town and postal code where they follow; post boxes; Korean addresses in Latin letters. */
export function findEnglishAddresses(scan: Scan): PiiSpan[] {
  const spans: PiiSpan[] = [];
  for (let at = 0; at < scan.text.length; at += 1) {
    const code = scan.codeAt(at);
    if (!isWordCharacter(code) || isWordCharacter(scan.codeAt(at - 1))) continue;
    const length = addressLength(scan.after(at, 80));
    if (length === 0) continue;
    let end = at + length;
    for (const part of [floor, unit, place, spokenPlace, zip]) end += part.exec(scan.after(end, 50))?.[0].length ?? 0;
    spans.push({ start: at, end, type: "ADDRESS" });
    at = end;
  }
  return spans;
}

function addressLength(window: string): number {
  const street = written.exec(window) ?? spoken.exec(window);
  if (street && !stop.test(street[0])) return street[0].length;
  const other = box.exec(window) ?? romanised.exec(window);
  return other && /\d|box /i.test(other[0]) ? other[0].replace(/[, ]+$/, "").length : 0;
}

function isWordCharacter(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

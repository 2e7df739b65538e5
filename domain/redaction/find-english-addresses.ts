import { teenWords, tensWords, unitWords, zeroWords } from "./english-number-words.ts";
import type { PiiSpan } from "./pii-span.ts";
import type { Scan } from "./scan.ts";

const streetType =
  "(?:street|st|avenue|ave|road|rd|drive|dr|lane|ln|boulevard|blvd|court|ct|way|place|pl|terrace|parkway|pkwy|highway|hwy|circle|square(?! (?:feet|foot|met|mile|inch|yard|k))|crescent|close|gardens|mews|grove|plaza|trail|alley|pike|turnpike|row)";
const direction = "(?: (?:NW|NE|SW|SE|[NSEW]|north|south|east|west|northwest|northeast|southwest|southeast)\\b\\.?)?";
const numberWord = `(?:${unitWords}|${teenWords}|${tensWords}|hundred|thousand|${zeroWords})\\b`;
const spokenNumber = `${numberWord}(?:[ -](?:and )?${numberWord}){0,7}`;
const ordinal =
  "(?:\\d{1,2}(?:st|nd|rd|th)|ground|top|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|twentieth)";
/** A number that was begun and put right: "twenty two, uh, twenty two forty one". */
const begun = `(?:(?:\\d{1,5}|${spokenNumber})(?: [a-z']{2,14}){0,2}?,? (?:(?:uh|um|er|no|sorry|wait|i mean|actually|make that),? ){1,3})?`;
const street = new RegExp(
  `^${begun}(?:\\d{1,5}[a-z]?(?: [a-z0-9'.]{1,15}){1,4}?|${spokenNumber}(?: [a-z']{2,15}){1,3}?) ${streetType}\\b\\.?${direction}|^\\d{1,5} Broadway\\b`,
  "i",
);
/** Words that are a street's only behind a name in capitals. */
const otherStreet =
  /^\d{1,5}[a-z]? (?:[A-Z][A-Za-z']{1,15} ){1,3}(?:Walk|Rise|Hill|Green|Park|Quay|Wharf|View|Mews|Loop|Path|Run|Point|Bend|Ridge|Gate|Yard|Heights|Pass|Trace|Common|End|Vale|Bank)\b/;
const box = new RegExp(`^p\\.?\\s?o\\.? box (?:\\d{1,6}|${spokenNumber})`, "i");
/** Korean roads and districts in Latin letters: "123 Teheran-ro 8-gil", "Gangnam-daero 62-gil 11", "Gangnam-gu". */
const road = new RegExp(
  `^(?:#?\\d{1,5}(?:-\\d{1,5})?,? |${spokenNumber},? )?[A-Za-z]{2,16}\\d{0,3}-?(?:daero|ro|gil)\\b(?:,? ?\\d{1,4}(?:-\\d{1,4})?(?:beon)?-?gil\\b)?(?:,? (?:\\d{1,5}(?:-\\d{1,5})?\\b(?!-gil)|${spokenNumber}))?`,
  "i",
);
const district =
  /^(?:\d{1,5}(?:-\d{1,5})?,? )?[A-Za-z]{2,14}\d{0,2}-(?:dong|gu|si|do|eup|myeon|ri|ga|gun)\b(?: \d{1,5}(?:-\d{1,5})?\b)?/i;
const unit = new RegExp(
  `^(?:(?:apt|apartment|suite|unit|ste|room|rm|flat|floor|level|office|shop|lot|penthouse|building|bldg|block|tower|number|#)\\.? ?#?(?:${spokenNumber}(?: [a-z]\\b)?|[a-z]?-?\\d{1,5}-?[a-z]?\\b|[a-z]\\b(?!'))|#\\d{1,5}[a-z]?\\b|\\d{1,4}-?(?:ho|dong|cheung)\\b|${ordinal} floor\\b|\\d{1,2}F\\b)`,
  "i",
);
/** "101-1203 Raemian Apt": block and flat beside the name. */
const flatBefore =
  /^\d{3,4}-\d{3,4} (?:[A-Z][A-Za-z]{1,14} ){1,3}(?:Apt|Apartments?|Villa|Tower)\b\.?|^(?:[A-Z][A-Za-z]{1,14} ){1,2}(?:Apt|Apartments?|Villa|Tower|Officetel)\.?,? \d{2,4}-\d{3,4}\b/;
const building = /^(?:building|bldg|block|tower)/i;
const floor = /floor$|\dF$/i;
const states =
  "alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire|new jersey|new mexico|new york|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania|rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|washington|west virginia|wisconsin|wyoming";
const place = new RegExp(
  `^(?:in )?(?:(?![A-Z]{1,2}\\d|[A-Z]{2,3} \\d{4}\\b)[A-Z][A-Za-z.]{1,15}(?: (?![A-Z]{2,3} \\d{4}\\b)(?!(?:north|south|new|west|rhode)\\b|[A-Z]{1,2}\\d)[A-Z][A-Za-z]{1,15}){0,2})(?:,? (?:[A-Z]{2}\\b(?! ?\\d[A-Z])(?! \\d{4}\\b)|(?:${states.replace(/\b[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)})\\b))?`,
);
const spokenPlace = new RegExp(`^(?:in )?(?:[a-z]{3,14} ){0,2}?(?:${states})\\b`, "i");
const postalCode = new RegExp(
  `^(?:\\d{5}(?:-\\d{4})?\\b|(?:NSW|VIC|QLD|WA|SA|TAS|ACT|NT) \\d{4}\\b|[A-Z]\\d[A-Z] ?\\d[A-Z]\\d\\b|[A-Z]{1,2}\\d[A-Z\\d]? \\d[A-Z]{2}\\b|${numberWord}(?:[ -]${numberWord}){4}(?! ${numberWord}))`,
);
const separator =
  /^,? (?:(?:uh|um|er|and|at|in|on|the|it's|that's|it is|that is|which is|then|no|sorry|wait|i mean|actually),? ){0,4}/i;
/** A complex's name before its building: "Songdo The Sharp, building 206". */
const complexBefore = /(?:[A-Z][A-Za-z]{1,15} ){0,2}[A-Z][A-Za-z]{1,15},? $/;
/** "The Old Mill, 3 River Lane", "Kingsley House 40 Church Road". */
const houseBefore =
  /\b(?:The )?(?:[A-Z][a-z']{1,15} ){0,3}(?:House|Cottage|Mill|Court|Lodge|Farm|Hall|Towers?|Apartments|Building|Residence|Villas?|Mansions?|Manor|Barn),? $/;
/** Words that stand in sentences and not in street names. */
const stop =
  /\b(?:minutes?|hours?|days?|weeks?|months?|years?|dollars?|times?|items?|orders?|people|on|the|to|a|my|is|it|for|and|i|you|from|by|in|of|that|this|way to|miles?|am|pm|o'clock|cents?|percent)\b(?= )|\b(?:the|this|that|his|her|its|one|no) way$/i;

/** "nine hundred and six": the words of the house number are no sentence. */
const leadingNumber = new RegExp(`^${spokenNumber} `, "i");
const mostParts = 10;

/**
 * English addresses, as runs of their parts in any order: a house number with a street, a post box, roads and districts of Korea in Latin letters, units,
 * towns and postal codes. A run is an address if it holds a street or box, or a unit with a building or a district.
 */
export function findEnglishAddresses(scan: Scan): PiiSpan[] {
  const spans: PiiSpan[] = [];
  for (let at = 0; at < scan.text.length; at += 1) {
    const code = scan.codeAt(at);
    if (!isWordCharacter(code) || isWordCharacter(scan.codeAt(at - 1))) continue;
    const span = addressAt(scan, at);
    if (!span) continue;
    spans.push(span);
    at = span.end;
  }
  return spans;
}

/** What a run holds so far. */
interface Run {
  end: number;
  isPlaced: boolean;
  isDistrict: boolean;
  isBuilding: boolean;
  isUnit: boolean;
}

function addressAt(scan: Scan, start: number): PiiSpan | undefined {
  const run: Run = { end: start, isPlaced: false, isDistrict: false, isBuilding: false, isUnit: false };
  let startsWithBuilding = false;
  for (let count = 0; count < mostParts; count += 1) {
    const at = run.end + (count === 0 ? 0 : (separator.exec(scan.after(run.end, 8))?.[0].length ?? 0));
    if (count > 0 && at === run.end) break;
    const length = partLength(scan.after(at, 80), run, count > 0);
    if (length === 0) break;
    run.end = at + length;
    if (count === 0) startsWithBuilding = run.isBuilding;
  }
  if (!run.isPlaced && !(run.isUnit && (run.isBuilding || run.isDistrict))) return undefined;
  const before = scan.before(start, 50);
  const name = (startsWithBuilding ? complexBefore : houseBefore).exec(before)?.[0].length ?? 0;
  return { start: start - name, end: run.end, type: "ADDRESS" };
}

/** The length of the part that a text begins with, noted in the run; 0 where none does. Towns and postal codes open no run. */
function partLength(window: string, run: Run, isOpen: boolean): number {
  const found = street.exec(window)?.[0] ?? otherStreet.exec(window)?.[0];
  const placed =
    (found && !stop.test(found.replace(leadingNumber, "")) ? found : undefined) ??
    box.exec(window)?.[0] ??
    roadIn(window);
  if (placed !== undefined) {
    run.isPlaced = true;
    return placed.length;
  }
  const numbered = unit.exec(window)?.[0];
  if (numbered !== undefined) {
    if (building.test(numbered)) run.isBuilding = true;
    else if (!floor.test(numbered)) run.isUnit = true;
    return numbered.length;
  }
  const named = district.exec(window)?.[0];
  if (named !== undefined) {
    run.isDistrict = true;
    run.isPlaced ||= /\d/.test(named);
    return named.length;
  }
  if (isOpen) return (postalCode.exec(window) ?? place.exec(window) ?? spokenPlace.exec(window))?.[0].length ?? 0;
  const flat = flatBefore.exec(window)?.[0];
  run.isUnit ||= flat !== undefined;
  return flat?.length ?? 0;
}

/** A road counts with a number. */
function roadIn(window: string): string | undefined {
  const found = road.exec(window)?.[0];
  return found !== undefined && /-(?:daero|ro|gil)\b/i.test(found) && /\d| /.test(found) ? found : undefined;
}

function isWordCharacter(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

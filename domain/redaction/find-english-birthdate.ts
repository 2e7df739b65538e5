import { teenWords, tensWords, unitOrdinals, unitWords, zeroWords } from "./english-number-words.ts";
import type { PiiSpan } from "./pii-span.ts";
import type { Scan } from "./scan.ts";

const months =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?";
const ordinals = `${unitOrdinals}|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|(?:twenty|thirty)[ -](?:${unitOrdinals})`;
const unit = `(?:${zeroWords}|${unitWords})`;
const ten = `(?:${teenWords}|(?:${tensWords})(?:[ -](?:${unitWords}))?)`;
const day = `(?:the )?(?:\\d{1,2}(?:st|nd|rd|th)?|${ordinals}|${ten}|${unit})\\b`;
const year = `(?:(?:19|20)\\d{2}|'?\\d{2}|nineteen (?:oh |hundred(?: and)? )?(?:${ten}|${unit})|two thousand(?: (?:and )?(?:${ten}|${unit}))?|twenty (?:oh )?(?:${ten}|${unit})|${ten})\\b`;
const correction = "(?:(?:no|sorry|wait|actually|i mean|make that|uh|um|er|well),? ){0,3}";
const part = `(?:${months}|${year}|${day})`;
/** Month, day and year in any order, with what was put right. */
const run = new RegExp(`^(?:the )?${part}(?:,? ${correction}(?:of |the |in |on )?${part}){1,5}`, "i");
const monthWithin = new RegExp(`(?:^|[^a-z])${months}`, "i");
const lastCentury = /(?:^|[^a-z0-9])(?:19\d\d|nineteen)(?![a-z])/i;
/** "the nineteenth of March" is of no century, "nineteen March" neither. */
const yearAlone = new RegExp(
  `^(?:(?:19|20)\\d{2}\\b|nineteen (?:oh )?(?:${ten}|${unit})\\b|two thousand(?: (?:and )?(?:${ten}|${unit}))?\\b)`,
  "i",
);
const shortYear = new RegExp(`^(?:'?\\d{2}|${ten})\\b`, "i");
const digitsRead = new RegExp(
  `^(?:(?:${unit}|${ten}|nineteen|twenty|\\d{1,4})[ ,-]{1,2}${correction}){2,8}(?:two thousand(?: (?:and )?(?:${ten}|${unit}))?|${unit}|${ten}|\\d{2,4})\\b`,
  "i",
);
/** "the nineteenth of the sixth seventy seven". */
const ordinalsRead = new RegExp(
  `^(?:the )?(?:${ordinals})\\b (?:of )?(?:the )?(?:${ordinals})\\b,? (?:of |in )?${year}`,
  "i",
);
/** Words that any of the shapes begins with: all else is left at once. */
const beginning = /^(?:\d|the |ja|fe|ma|ap|ju|au|se|oc|no|de|fi|th|fo|si|ei|ni|te|el|tw|on|oh|ze)/i;

const birthBefore = /\b(?:born|birth(?:day|date|year)?(?:'s)?|dob|d\.o\.b)\b[^?!\uE000]{0,26}$/i;
const birthRightBefore =
  /\b(?:born|birth(?: ?day| ?date)?(?:'s)?|dob|d\.o\.b\.?)(?:[\s,:]{1,2}(?:is|was|would be|it's|it is|that's|year|back|in|on|um|uh|well|the|for me|please|yes|yeah|sure|okay|so)|'s){0,5}[\s,:]{1,2}$/i;
const birthYearBefore = /\b(?:birth year|year of birth|born (?:back )?in)(?:'s| is| was|:)?(?:,? (?:um|uh|well))?,? $/i;
const birthAfter =
  /^,? (?:(?:month|day|year) first,? )?(?:is|was|that's|that is|that was|as) (?:(?:my|his|her|the|our|their) (?:[a-z]{2,12}'?s )?|[a-z]{2,14}'s )(?:birth(?!day (?:party|cake|gift|present|dinner|order))|date of birth|dob)|^,? (?:is |that's |that is |that was )?when (?:i|he|she|they|we) (?:was|were) born|^,? (?:birthday|birth ?date|date of birth|dob\b)/i;

/** The birth date in English that begins here: with a word of birth around it, or a whole date with a year of the last century. */
export function findEnglishBirthdate(scan: Scan, at: number): PiiSpan | undefined {
  const window = scan.after(at, 80);
  if (!beginning.test(window)) return undefined;
  const full = run.exec(window)?.[0];
  const before = scan.before(at, 50);
  const dated = full !== undefined && monthWithin.test(full) ? full : undefined;
  const found = dated ?? readBehindCue(before, window) ?? readBeforeCue(scan, at, window);
  if (found === undefined) return undefined;
  const end = at + found.trimEnd().length;
  const isBirth =
    (dated !== undefined && lastCentury.test(dated) && /\d|\b(?:the|first|second|third|[a-z]+th)\b/i.test(dated)) ||
    birthBefore.test(before) ||
    birthAfter.test(scan.after(end, 48));
  return isBirth ? { start: at, end, type: "BIRTHDATE" } : undefined;
}

/** A date in figures, or a year, right behind a word of birth. */
function readBehindCue(before: string, window: string): string | undefined {
  if (birthYearBefore.test(before))
    return (digitsRead.exec(window) ?? yearAlone.exec(window) ?? shortYear.exec(window))?.[0];
  if (!birthRightBefore.test(before)) return undefined;
  return (digitsRead.exec(window) ??
    (window.includes(" of ") ? ordinalsRead.exec(window) : null) ??
    yearAlone.exec(window))?.[0];
}

/** A date in figures of which it is said behind that somebody was born then. */
function readBeforeCue(scan: Scan, at: number, window: string): string | undefined {
  const read = (digitsRead.exec(window) ?? (window.includes(" of ") ? ordinalsRead.exec(window) : null))?.[0];
  return read !== undefined && birthAfter.test(scan.after(at + read.length, 48)) ? read : undefined;
}

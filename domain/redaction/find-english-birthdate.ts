import type { PiiSpan } from "./pii-span.ts";
import type { Scan } from "./scan.ts";

const months =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?";
const ordinals =
  "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|(?:twenty|thirty)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)";
const unit = "(?:oh|zero|one|two|three|four|five|six|seven|eight|nine)";
const ten =
  "(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)";
const day = `(?:the )?(?:\\d{1,2}(?:st|nd|rd|th)?|${ordinals}|${ten}|${unit})\\b`;
const year = `(?:(?:19|20)\\d{2}|'?\\d{2}|nineteen (?:oh |hundred(?: and)? )?(?:${ten}|${unit})|two thousand(?: (?:and )?(?:${ten}|${unit}))?|twenty (?:oh )?(?:${ten}|${unit})|${ten})\\b`;
const monthDay = new RegExp(`^${months} ${day}(?:,? (?:of |in )?(${year}))?`, "i");
const dayMonth = new RegExp(`^${day} (?:of )?${months}(?:,? (?:of |in )?(${year}))?`, "i");
const monthYear = new RegExp(`^${months},? (?:of )?(?:(?:19|20)\\d{2}|${year})`, "i");
const yearAlone = new RegExp(
  `^(?:(?:19|20)\\d{2}\\b|nineteen (?:oh )?(?:${ten}|${unit})\\b|two thousand(?: (?:and )?(?:${ten}|${unit}))?\\b)`,
  "i",
);
const digitsRead = new RegExp(
  `^(?:(?:${unit}|${ten}|nineteen|twenty|\\d{1,4})[ ,-]{1,2}){2,8}(?:${unit}|${ten}|\\d{2,4})\\b`,
  "i",
);
/** Words that any of the shapes begins with: all else is left at once. */
const beginning = /^(?:\d|the |ja|fe|ma|ap|ju|au|se|oc|no|de|fi|th|fo|si|ei|ni|te|el|tw|on|oh|ze)/i;

const birthBefore = /\b(?:born|birth(?:day|date)?(?:'s)?|dob|d\.o\.b)\b[^?!\uE000]{0,26}$/i;
const birthRightBefore =
  /\b(?:born(?: back)?(?: in| on)?|birth(?:day|date)?(?:'s)?|dob|d\.o\.b\.?)(?:,| is| was|:|'s| year)?(?: in| on)?(?:,? (?:um|uh|well))?,? (?:the )?$/i;
const birthAfter = /^,? (?:is|was) (?:my|his|her|the|our) (?:birth|date of birth|dob)|^,? (?:birthday|birth ?date)/i;
const lastCentury = /^(?:19\d\d|nineteen)/i;

/** The birth date in English that begins here: with a word of birth around it, or a whole date with a year of the last century. */
export function findEnglishBirthdate(scan: Scan, at: number): PiiSpan | undefined {
  const window = scan.after(at, 60);
  if (!beginning.test(window)) return undefined;
  const full = monthDay.exec(window) ?? dayMonth.exec(window);
  const before = scan.before(at, 40);
  const found =
    full ??
    (birthRightBefore.test(before)
      ? (monthYear.exec(window) ?? digitsRead.exec(window) ?? yearAlone.exec(window))
      : null);
  if (!found) return undefined;
  const end = at + found[0].trimEnd().length;
  const isBirth =
    (full !== null && lastCentury.test(found[1] ?? "")) ||
    birthBefore.test(before) ||
    birthAfter.test(scan.after(end, 28));
  return isBirth ? { start: at, end, type: "BIRTHDATE" } : undefined;
}

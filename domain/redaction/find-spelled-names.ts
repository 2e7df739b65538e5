import type { PiiSpan } from "./pii-span.ts";
import type { Scan } from "./scan.ts";

const cue =
  /\b(?:(?:first|last|middle|family|full|sur|maiden|my|his|her)\s?names?|name(?:'s| is)|surname|spell(?:s|ed|ing|t)?|initials)\b/gi;
/** What else is spelled out after such words. */
const otherThing =
  /\b(?:order|tracking|reference|serial|model|confirmation|case|ticket|invoice|coupon|promo|product|code|e-?mail|website|street|plate)\b/gi;
const rightBefore = /\b(?:name:|holder(?: is)?) $|\bname(?: (?:on|for) (?:the|my|this) [a-z]{3,12})?(?: is|'s),? $/i;
/** More letters than a code's are a name where somebody is introduced. */
const introduced =
  /\b(?:this is|i'm|i am|speak(?:ing)? (?:with|to)|through to|mrs?\.?|ms\.?|miss|dr\.?|doctor|name,|under|my (?:wife|husband|son|daughter|mother|father|boss|friend)|called|tell|ask|for),? $|\b(?:it's|that's) (?=$)/i;
/** One letter, doubled or not, with the word that explains it ("F as in Frank"), and what parts it from the next. */
const letter =
  /^(?!i (?:need|want|am|have|would|was|can|think|don't|just)\b)(?:double )?[a-z](?![a-z'’])(?: (?:as in|for|like) [a-z]{2,14}\b)?/i;
const separator = /^(?:[\s,.–—-]{1,4}(?:(?:and|then|just|space|uh|um|er)[\s,.-]{1,3}){0,3})/i;
const leastLetters = 3;

/** Names that a caller spells out letter by letter ("T-I-L-L-E", "K I M") within a few words of something that says that it is a name. */
export function findSpelledNames(scan: Scan): PiiSpan[] {
  const spans: PiiSpan[] = [];
  for (let at = 0; at < scan.text.length; ) {
    const run = isLetterStart(scan, at) ? readLetters(scan, at) : undefined;
    if (run && run.count >= leastLetters && (isNamed(scan, at, run.count) || spellsWordBefore(scan, at, run.end)))
      spans.push({ start: at, end: run.end, type: "NAME" });
    at = run?.end ?? at + 1;
  }
  return spans;
}

function isLetterStart(scan: Scan, at: number): boolean {
  return isLetter(scan.codeAt(at)) && !isLetter(scan.codeAt(at - 1)) && scan.text[at - 1] !== "'";
}

function isLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

function readLetters(scan: Scan, start: number): { readonly end: number; readonly count: number } | undefined {
  let end = start;
  let count = 0;
  for (let at = start; ; count += 1) {
    const found = letter.exec(scan.after(at, 40));
    if (!found) break;
    end = at + found[0].length;
    at = end + (separator.exec(scan.after(end, 24))?.[0].length ?? 0);
    if (at === end) {
      count += 1;
      break;
    }
  }
  return count > 0 ? { end, count } : undefined;
}

/** Whether the last thing named before is a name. */
function isNamed(scan: Scan, at: number, letters: number): boolean {
  const before = scan.before(at, 70);
  if (rightBefore.test(before) || (letters > leastLetters && introduced.test(before))) return true;
  return lastPlace(before, cue) > lastPlace(before, otherThing);
}

function lastPlace(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].at(-1)?.index ?? -1;
}

/** "Bronwen, B R O N W E N". */
function spellsWordBefore(scan: Scan, start: number, end: number): boolean {
  const word = /([a-z]{3,20}),? (?:that's |that is |spelled |it's |so )?$/i.exec(scan.before(start, 36))?.[1];
  return (
    word !== undefined &&
    scan
      .between(start, end, 60)
      ?.replace(/[^a-z]/gi, "")
      .toLowerCase() === word.toLowerCase()
  );
}

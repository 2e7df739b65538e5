import { monthWords, unitWords, zeroWords } from "./english-number-words.ts";
import { isThings, readNumberContext } from "./number-context.ts";
import { company, year } from "./number-shape.ts";
import type { PiiSpan, PiiType } from "./pii-span.ts";
import type { Scan } from "./scan.ts";

/** Types that are digits and nothing else, as orders, parcels and vouchers are. */
const digitsAlone: ReadonlySet<PiiType> = new Set(["RRN", "PHONE", "CARD", "ACCOUNT"]);
const longestDatum = 80;
const beforeYear = new RegExp(`(?:\\b(?:in|since|from|until|of)|\\d,|${monthWords})\\s$`, "i");
const number = new RegExp(
  `\\d|[공영일이삼사오육칠팔구십백천둘셋넷쉰순흔른]|${unitWords}|ten|eleven|twelve|teen|ty\\b|hundred`,
  "i",
);
/** More figures in a row than a date has. */
const moreThanDate = /\d{9}/;
/** Three digits that no word explains are a score or a count rather than the begin of a number. */
const fewDigits = new RegExp(`^(?:(?:[\\d공영일이삼사오육칠팔구]|${zeroWords}|${unitWords})[\\s,.-]*){1,3}$`, "i");
/** "강남구" holds no nine. */
const district = /(?<![가-힣])(?![일이삼사오육칠팔구십백]+(?:\s|$))[가-힣]{1,5}[시도군구읍면리동가](?=\s|$)/g;
/** "아니 아니", "네네". */
const reply = /^(?:(?:아니|네|예|노|응|어|음)[\s,.]*){2,}$/;

/** Whether the rules know better than the model that takes a stretch for personal data: what is named as a thing's is nobody's number, a year is none, and neither are three digits without a word. */
export function isRefuted(scan: Scan, { start, end, type }: PiiSpan): boolean {
  const said = scan.between(start, end, longestDatum);
  if (said === undefined) return false;
  if (type === "NAME") return reply.test(said);
  if (type === "ADDRESS") return !number.test(said.replace(district, ""));
  if (type === "BIRTHDATE") return moreThanDate.test(said);
  if (!digitsAlone.has(type)) return false;
  if (year.test(said) && beforeYear.test(scan.before(start, 12))) return true;
  if (type === "PHONE" && company.test(said.replace(/\D/g, ""))) return true;
  const kind = readNumberContext(scan, start, end);
  return kind === undefined ? fewDigits.test(said) : isThings(kind);
}

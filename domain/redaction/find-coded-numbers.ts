import { repeatWords, unitWords, zeroWords } from "./english-number-words.ts";
import { carNamed } from "./find-vehicles.ts";
import { isThings, readNumberContext } from "./number-context.ts";
import type { PiiSpan, PiiType } from "./pii-span.ts";
import type { Scan } from "./scan.ts";
import { englishRepeats } from "./spoken-digits.ts";

interface Code {
  readonly type: PiiType;
  /** Stands before the code, with up to a few words between. */
  readonly cue: RegExp;
  /** Stands behind a code that was said first. */
  readonly behind: RegExp;
  readonly leastDigits: number;
  readonly least: number;
  readonly most: number;
}

const filler =
  "(?:\\s?(?:번호|넘버|number|no\\.?|num|전체|plate|ID|#|here))?(?:'s|\\s?(?:is|are|was|reads|says|it's|:|는요|은요|요|는|은|이|가|인데|도))?(?:\\sa)?,?\\s?(?:(?:음|어|그|네|um|uh|er|okay|ok|yes|yeah|sure|so|well|it's|that's)[,.]?\\s){0,2}$";
const cue = (words: string): RegExp => new RegExp(`(?:${words})${filler}`, "i");
const behind = (words: string): RegExp =>
  new RegExp(
    `^(?:이|가|는|이에요|예요|요|라고|로)?\\s?(?:(?:is|was|on|that's|for|as)\\s)?(?:제|내|my|the|새|신형|구형|신|구|거주|이게|her|his)?\\s?(?:제|내|my|the|새|us|american)?\\s?(?:${words})`,
    "i",
  );

const codes: readonly Code[] = [
  { type: "PASSPORT", cue: cue("여권|passport"), behind: behind("여권|passport"), leastDigits: 5, least: 7, most: 9 },
  {
    type: "VEHICLE",
    cue: cue(
      "(?:licen[cs]e )?plates?|tags?|\\brego?|(?<!business |company )registration(?: number)?|licen[cs]e plate number|(?:the|my|his|her|our) (?:car|truck|van|vehicle|rental)|\\b(?:car|truck|van|vehicle)|번호판",
    ),
    behind: behind("(?:licen[cs]e )?plate|tag number|registration"),
    leastDigits: 2,
    least: 5,
    most: 8,
  },
  {
    type: "DRIVER_LICENSE",
    cue: cue("면허증?|driver'?s?'? licen[cs]e|driving licen[cs]e|\\bDL\\b|licen[cs]e(?: number)?"),
    behind: behind("면허|driver|driving licen[cs]e|licen[cs]e(?! plate)"),
    leastDigits: 5,
    least: 7,
    most: 18,
  },
  { type: "ACCOUNT", cue: cue("iban"), behind: behind("iban"), leastDigits: 8, least: 15, most: 34 },
];

const koreanLetters =
  "에이치|에이취|에이|비|씨|시|디|에프|지|쥐|아이|제이|케이|엘|엠|앰|엔|앤|피|큐|알|에스|티|유|브이|더블유|엑스|와이|제트";
const digitWords = eitherCase(`${zeroWords}|${unitWords}|niner`);
const spokenDigit = new RegExp(`^(?:${digitWords})$`, "i");
/** How a recogniser writes an English letter that is said alone. */
const englishLetters =
  "ay|bee|see|sea|cee|dee|ee|eff|ef|gee|aitch|jay|kay|el|em|en|pee|cue|queue|ar|ess|tee|tea|vee|ex|why|zee|zed";
/** The spelling alphabet of NATO and of the ICAO. */
const alphabet =
  "alf?pha|alfa|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliett?e?|kilo|lima|mike|november|oscar|papa|quebec|romeo|sierra|tango|uniform|victor|whiske?y|x-?ray|yankee|zulu";
const letterWord = new RegExp(`^(?:${englishLetters}|${alphabet})$`, "i");
const letterWords = eitherCase(`${englishLetters}|${alphabet}`);
const koreanDigit = /^[공영빵일이삼사오육륙칠팔구]$/;
/** A piece of a code: figures and capitals written together, a letter or a digit said alone, digits read out. */
const piece = new RegExp(
  `^(?:[A-Za-z]{0,5}[0-9]{1,12}(?:[A-Za-z]{1,3}[0-9]{0,8}){0,3}|[A-Za-z]\\s(?:as in|for|like)\\s[A-Za-z]{2,12}|(?:${letterWords})(?=[\\s,.]|$)|(?!I (?:think|guess|believe|mean|hope)\\b)[A-Z]{1,6}(?![a-z'])|[a-z](?![A-Za-z'])|(?:[gndrmbsjh]?(?:a|eo)|[gndrmbsj](?:o|u)|ho|bae)(?=\\s(?:${digitWords}|\\d))|(?:(?:${eitherCase(repeatWords)})\\s)?(?:${digitWords})\\b|(?:${eitherCase(repeatWords)})\\s\\d(?!\\d)|(?:${koreanLetters})(?=[\\s공영일이삼사오육칠팔구0-9]|에\\s|${koreanLetters})|[공영빵일이삼사오육륙칠팔구]{1,9}(?=$|[^가-힣]|입니다|이에요|이?라고|이고|이요|예요|에|요|인데|구요|고요|으?로|이?[었였네지거]|다시|${koreanLetters}))`,
);
/** The copula, not the digit. */
const copula = /^이(?:에요|고|요|에|라|며|구|거|었|지|네)|^이?입니다/;
const between =
  /^(?:\s?[-.]\s?|에\s|다시(?=[공영일이삼사오육칠팔구])|,?\s(?:(?:음|어|그|다시|대시|dash|uh|um|and)[,.]?\s)?|)/;
/** "씨 공 아니 디 공": what was said before it was taken back. */
const correction =
  /^[\s,.]{1,2}(?:(?:uh|um|아|음|어)[\s,.]{1,2})?(?:(?:아니\S{0,2}|아이[다라]|잠깐만?요?|죄송\S{0,4}|no|sorry|wait|i mean|make that)[\s,.]{1,2}){1,3}/i;
/** Letters and digits of passports: of the kind issued since December 2021 ("M123A4567"), which nothing else looks like, and before. */
const newPassport = /^LDDDLDDDD$/;
const oldPassport = /^L{1,2}D{7,8}$/;
const passportStart = new RegExp(
  `^(?:[A-Za-z](?![a-z']{2})|(?:${letterWords})\\s|(?:${koreanLetters})(?:[\\s공영일이삼사오육칠팔구]|에\\s))`,
);
/** Letters of Korean passports: ordinary, single journey, official, diplomatic. */
const koreanPassport = /^[MSRDG]\s?\d(?:\s?\d){7}(?!\d)/;
/** Plates of the USA and of Great Britain where a car is spoken of; models have fewer digits or letters. */
const foreignPlate = /^(?:[A-Z]{3}[\s-]?\d{4}|\d[A-Z]{3}\d{3}|[A-Z]{2}\d{2}[\s-]?[A-Z]{3})(?![A-Za-z0-9])/;
/** "a 2019 Civic". */
const article = new RegExp(`^a\\s(?:\\d|(?:${digitWords})\\b)`, "i");
const passportNamed = /여권|passport/i;
const ibanShape = /^[A-Z]{2}\d{2} ?(?:[A-Z]{4}|\d{4}) ?\d{4} ?\d{2}/;
const mostPieces = 24;

/**
 * Codes of letters and digits that a word around them names: passports ("M123B4567", "엠 일이삼 에이 사오육칠"), driver's licences and number plates of other
 * countries, IBANs.
 */
export function findCodedNumbers(scan: Scan): PiiSpan[] {
  const spans: PiiSpan[] = [];
  for (let at = 0; at < scan.text.length; at += 1) {
    if (!isStart(scan, at)) continue;
    const span = codeAt(scan, at);
    if (!span) continue;
    spans.push(span);
    at = span.end - 1;
  }
  return spans;
}

function isStart(scan: Scan, at: number): boolean {
  const code = scan.codeAt(at);
  if (!isPart(code)) return false;
  const previous = scan.codeAt(at - 1);
  return !isPart(previous) && previous !== 0x2d;
}

function isPart(code: number): boolean {
  const isLatin = (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x27;
  return isLatin || (code >= 0x30 && code <= 0x39) || (code >= 0xac00 && code <= 0xd7a3);
}

function codeAt(scan: Scan, at: number): PiiSpan | undefined {
  const before = scan.before(at, 44);
  const window = scan.after(at, 30);
  const named = codes.find((code) => code.cue.test(before)) ?? (ibanShape.test(window) ? iban(scan, at) : undefined);
  if (named?.type === "VEHICLE" && article.test(window)) return undefined;
  if (named) return spanOf(at, readCode(scan, at, named.most), named);
  if (passportStart.test(window)) {
    const code = readCode(scan, at, 9);
    if (isPassport(scan, at, code)) return { start: at, end: code.end, type: "PASSPORT" };
  }
  const plate = foreignPlateAt(scan, at, window);
  if (plate) return plate;
  if (!/^[A-Za-z]{1,2}-?\d|^[A-Z]{1,3}/.test(window)) return undefined;
  const written = /^[A-Za-z0-9]{1,18}(?:-\d{2,8}){0,3}/.exec(window)?.[0] ?? "";
  const code =
    written.length === 1
      ? readCode(scan, at, 18)
      : { end: at + written.length, shape: shapeOf(written.replaceAll("-", "")) };
  return spanOf(
    at,
    code,
    codes.find(({ behind }) => behind.test(scan.after(code.end, 28))),
  );
}

/** A plate of another country, in one piece or read out, where a car is spoken of. */
function foreignPlateAt(scan: Scan, at: number, window: string): PiiSpan | undefined {
  const written = foreignPlate.exec(window)?.[0].length;
  const read = /^[A-Z](?: [A-Z]){1,2} /.test(window) ? readCode(scan, at, 7) : undefined;
  const end = written ? at + written : read && /^(?:LLLD{3,4}|LLDDLLL)$/.test(read.shape) ? read.end : undefined;
  const isPlate = end !== undefined && carNamed.test(scan.before(at, 24) + scan.after(end, 20));
  return isPlate ? { start: at, end, type: "VEHICLE" } : undefined;
}

function spanOf(start: number, { end, shape }: ReadCode, code: Code | undefined): PiiSpan | undefined {
  const digits = [...shape].filter((sign) => sign === "D").length;
  const isWhole = code && digits >= code.leastDigits && shape.length >= code.least && shape.length <= code.most;
  return isWhole && end > start ? { start, end, type: code.type } : undefined;
}

function iban(scan: Scan, at: number): Code | undefined {
  return isThings(readNumberContext(scan, at, at)) ? undefined : codes.find(({ type }) => type === "ACCOUNT");
}

/** By its shape; of the older one, which orders have as well, only where passports are spoken of. */
function isPassport(scan: Scan, at: number, { end, shape }: ReadCode): boolean {
  if (newPassport.test(shape)) return !isThings(readNumberContext(scan, at, end));
  if (oldPassport.test(shape) && koreanPassport.test(scan.after(at, 18)))
    return !isThings(readNumberContext(scan, at, end));
  return (
    oldPassport.test(shape) && (passportNamed.test(scan.before(at, 40)) || passportNamed.test(scan.after(end, 40)))
  );
}

interface ReadCode {
  readonly end: number;
  /** A letter or a digit: L, D. */
  readonly shape: string;
}

/** As many pieces as follow one another. */
function readCode(scan: Scan, start: number, most: number): ReadCode {
  let [end, at, isPutRight] = [start, start, false];
  let pieces: string[] = [];
  for (let count = 0; count < mostPieces; count += 1) {
    const rest = scan.after(at, 40);
    if (at > start && copula.test(rest)) break;
    if (isPutRight) pieces = withoutTakenBack(pieces, rest);
    const size = pieces.join("").length;
    const found = pieceWithin(rest, most - size);
    if (found === undefined || size + shapeOf(found).length > most) break;
    pieces.push(shapeOf(found));
    end = at + found.length;
    const behindPiece = scan.after(end, 24);
    const taken = correction.exec(behindPiece)?.[0].length;
    isPutRight = taken !== undefined;
    at = end + (taken ?? between.exec(behindPiece)?.[0].length ?? 0);
    const next = scan.after(at, 1);
    const isParticle =
      /[가-힣]/.test(next) && /[A-Za-z0-9]$/.test(found) && !(found.length === 1 && koreanDigit.test(next));
    if (at === end && (!/[A-Za-z0-9가-힣]/.test(next) || isParticle)) break;
  }
  return { end, shape: pieces.join("") };
}

/** What a correction takes back: all from the last piece on that is of the same kind as the one behind it. */
function withoutTakenBack(pieces: readonly string[], rest: string): string[] {
  const kind = shapeOf(piece.exec(rest)?.[0] ?? "")[0] ?? "";
  return pieces.slice(
    0,
    Math.max(
      pieces.findLastIndex((said) => said[0] === kind),
      0,
    ),
  );
}

/** The piece that a text begins with; without the copula's 이 where there are too many digits. */
function pieceWithin(rest: string, room: number): string | undefined {
  const found = piece.exec(rest)?.[0];
  if (found === undefined || shapeOf(found).length <= room || !found.endsWith("이")) return found;
  return copula.test(rest.slice(found.length - 1)) ? found.slice(0, -1) : found;
}

function shapeOf(found: string): string {
  if (/^[A-Za-z]\s(?:as in|for|like)/i.test(found) || letterWord.test(found)) return "L";
  const times = englishRepeats[/^([a-z]+)\s/i.exec(found)?.[1]?.toLowerCase() ?? ""];
  if (times !== undefined) return "D".repeat(times);
  if (spokenDigit.test(found)) return "D";
  if (/^[a-z]{2,3}$/.test(found)) return "L";
  if (/^[가-힣]/.test(found) && ![...found].every((character) => koreanDigit.test(character))) return "L";
  return [...found].map((character) => (/[A-Za-z]/.test(character) ? "L" : "D")).join("");
}

/** Words, each with a small letter or a capital in front: the pattern around them tells capitals from small letters. */
function eitherCase(words: string): string {
  return words.replace(
    /(^|\|)([a-z])/g,
    (_, bar: string, letter: string) => `${bar}[${letter.toUpperCase()}${letter}]`,
  );
}

import { gluedLength, mayNameBuilding } from "./korean-address-words.ts";
import type { PiiSpan } from "./pii-span.ts";
import type { Scan } from "./scan.ts";
import { type PlacedWord, splitAddressWords, splitName } from "./split-address-words.ts";

/** Words that say that an address follows. */
const hint =
  /(?:주소|여기|위치|출발지|도착지|목적지|배송지|배달지|수령지|받는\s?곳|사는|살아|살고|살거든|이사|집은|집이|댁은|거주|보내\s?주|청구지|우편|도로명|소재지)/;
/** "동은 백사동이고 호수는 천삼호예요". */
const flatNamed = /(?:^|\s)(?:동\s?)?호수(?:는요?|가|만|은요?)?\s$/;
/** "이길", "2가": parts of an address that begin none. */
const bareNumber = /^(?:[공영일이삼사오육칠팔구십백천]{1,7}번?[가나다라마]?길|.가)$/;
const longestAddress = 18;
/** Characters between two words of one address. */
const furthest = 3;
const mostStrangers = 2;

/**
 * Road-name and lot addresses, and flats ("101동 1203호" with the name of the house). A city, district or road alone stays; an address needs a house, lot or
 * unit number behind its road, town or building.
 */
export function findKoreanAddresses(scan: Scan): PiiSpan[] {
  const words = splitAddressWords(scan);
  const spans: PiiSpan[] = [];
  for (let index = 0; index < words.length; ) {
    const found = addressAt(scan, words, index);
    if (found) spans.push(found.span);
    index = found ? found.next : index + 1;
  }
  return spans;
}

/** What was read so far of an address that begins at `start`. */
interface Reading {
  readonly start: number;
  regions: number;
  places: number;
  numbers: number;
  blocks: number;
  flats: number;
  floors: number;
  buildings: number;
  strangers: number;
  isTelling: boolean;
  end: number;
  next: number;
}

function addressAt(
  scan: Scan,
  words: readonly PlacedWord[],
  first: number,
): { span: PiiSpan; next: number } | undefined {
  const opening = words[first];
  if (!opening) return undefined;
  const { start } = opening;
  const whole = gluedLength(opening.text);
  if (whole !== undefined) return { span: { start, end: start + whole, type: "ADDRESS" }, next: first + 1 };
  if (opening.kind === "unit" && isFlat(opening) && flatNamed.test(scan.before(start, 10)))
    return { span: { start, end: start + opening.length, type: "ADDRESS" }, next: first + 1 };
  if (!mayOpen(words, first)) return undefined;
  const reading: Reading = {
    start,
    regions: 0,
    places: 0,
    numbers: 0,
    blocks: 0,
    flats: 0,
    floors: 0,
    buildings: 0,
    strangers: 0,
    isTelling: false,
    end: 0,
    next: first + 1,
  };
  for (let index = first; index < Math.min(first + longestAddress, words.length); index += 1) {
    const word = words[index];
    const previous = index > first ? words[index - 1] : undefined;
    if (!word || (previous && word.start - previous.end > furthest)) break;
    if (!readWord(scan, reading, words, index)) break;
    if (!isWhole(word, words[index + 1])) break;
  }
  if (!isAddress(reading, isHinted(scan, opening, reading.end))) return undefined;
  return { span: { start: opening.start, end: reading.end, type: "ADDRESS" }, next: reading.next };
}

/** Whether the address may go on behind a word: nothing is glued to it but what joins two numbers ("백이십삼에 사십오"). */
function isWhole(word: PlacedWord, next: PlacedWord | undefined): boolean {
  if (word.kind === "other" || word.length === word.end - word.start) return true;
  return word.kind === "number" && next?.kind === "number" && /^(?:에|의|다시)$/.test(word.text.slice(word.length));
}

/** A place, a building, a postal code before a region, or any word before a block and a flat. */
function mayOpen(words: readonly PlacedWord[], first: number): boolean {
  const [word, second, third] = words.slice(first, first + 3);
  if (!word) return false;
  if (["region", "town", "road", "lane", "hill", "building"].includes(word.kind))
    return /^[가-힣A-Za-z]/.test(word.text) && !bareNumber.test(word.text);
  if (/^\d{5}$/.test(word.text)) return second?.kind === "region";
  if (word.kind === "unit") return /동$/.test(word.text) && second?.kind === "unit" && isFlat(second);
  const isBlock = second?.kind === "unit" && /동$/.test(second.text) && third?.kind === "unit" && isFlat(third);
  return (
    word.kind === "other" &&
    isBlock &&
    mayNameBuilding(word.text) &&
    !hint.test(word.text) &&
    !/[집택사]$/.test(word.text)
  );
}

const said = /^(?:이?에요|예요|이?요|입니다|이?고요)?[.,]?(?:\s|$)/;
/** An address is spoken of, or a road of three syllables and more is all of the answer. */
function isHinted(scan: Scan, { start, text, kind }: PlacedWord, end: number): boolean {
  const before = scan.before(start, 30);
  return (
    hint.test(before) ||
    (kind === "road" &&
      text.length > 3 &&
      /^(?:(?:네|예|어|음|아)[,.]?\s)*$/.test(before) &&
      said.test(scan.after(end, 8)))
  );
}

function isFlat({ text, length }: PlacedWord): boolean {
  return /(?:호|호실)$/.test(text.slice(0, length));
}

/** Takes one word into the reading; false where the address has ended. */
function readWord(scan: Scan, reading: Reading, words: readonly PlacedWord[], index: number): boolean {
  const word = words[index];
  if (!word) return false;
  const isOpen = reading.numbers + reading.blocks + reading.flats + reading.floors === 0;
  const started = word.start > reading.start;
  const accept = (): true => {
    reading.end = word.start + word.length;
    reading.next = index + 1;
    reading.isTelling ||= word.isTelling;
    return true;
  };
  switch (word.kind) {
    case "link":
      return started;
    case "region":
      if (reading.places > 0 && /^[일이삼사오육칠팔구]로$/.test(word.text)) {
        reading.numbers += 1;
        reading.end = word.start + 1;
        reading.next = index + 1;
        return true;
      }
      reading.regions += 1;
      return isOpen;
    case "town":
      if (!isOpen) return isParenthesis(scan, reading, word, index);
      reading.places += 1;
      return reading.places <= 3;
    case "road":
      reading.places += 1;
      reading.isTelling ||= word.isTelling;
      return isOpen && reading.places <= 3;
    case "lane":
      reading.places += 1;
      if (/^[가-힣]+길$/.test(word.text) && !word.isTelling) return isOpen;
      reading.numbers += /\d$|[일이삼사오육칠팔구십]$|길$/.test(word.text.slice(0, word.length)) ? 1 : 0;
      return (reading.regions + reading.places > 1 || /^[가-힣]{2,}/.test(word.text)) && accept();
    case "hill":
      reading.places += 1;
      if (!/^산.+/.test(word.text)) return true;
      reading.numbers += 1;
      return accept();
    case "number":
      if (reading.places + reading.buildings === 0) {
        return reading.regions === 0 && !started && /^\d{5}$/.test(word.text);
      }
      if (reading.numbers > 0 && reading.flats + reading.floors > 0) return false;
      reading.numbers += 1;
      return reading.numbers <= 4 && accept();
    case "suffix":
      if (reading.end === 0 || words[index - 1]?.kind !== "number") return false;
      reading.isTelling = true;
      return accept();
    case "unit":
      if (isFlat(word)) reading.flats += 1;
      else if (/층$/.test(word.text.slice(0, word.length))) reading.floors += 1;
      else reading.blocks += 1;
      return accept();
    case "building":
      reading.buildings += 1;
      return isOpen || accept();
    default:
      return readStranger(reading, words, index);
  }
}

/** A building's name that no list knows: between two parts of an address. */
function readStranger(reading: Reading, words: readonly PlacedWord[], index: number): boolean {
  const [word, next] = [words[index], words[index + 1]];
  const isFirst = word?.start === reading.start;
  if (isFirst && word && /^\d{5}$/.test(word.text)) return true;
  if (word && isPlace(words[index - 1]) && !isFirst && /(?:동|리|면|읍|[^으]로|길)$/.test(word.text)) {
    reading.places += 1;
    return reading.end === 0;
  }
  if (!word || !next || reading.strangers >= mostStrangers || !mayNameBuilding(word.text)) return false;
  const joins = next.kind === "unit" || splitName.test(next.text) || (next.kind === "building" && reading.end > 0);
  if (!joins || !(isFirst || reading.regions + reading.places > 0)) return false;
  reading.strangers += 1;
  reading.buildings += 1;
  return true;
}

function isPlace(word: PlacedWord | undefined): boolean {
  return word !== undefined && ["region", "town", "road"].includes(word.kind);
}

/** "… 999 (잠실동)". */
function isParenthesis(scan: Scan, reading: Reading, word: PlacedWord, index: number): boolean {
  if (scan.before(word.start, 1) !== "(") return false;
  reading.end = word.end + (scan.after(word.end, 1) === ")" ? 1 : 0);
  reading.next = index + 1;
  return true;
}

function isAddress(reading: Reading, isHinted: boolean): boolean {
  const units = reading.blocks + reading.flats + reading.floors;
  if (reading.end === 0) return false;
  if (reading.blocks > 0 && reading.flats > 0) return true;
  if (reading.buildings > 0 && reading.flats > 0) return true;
  if (reading.places === 0 && !(reading.regions > 0 && reading.buildings > 0)) return false;
  if (reading.numbers + units === 0) return false;
  return reading.regions > 0 || isHinted || reading.isTelling || (reading.numbers > 0 && units > 0);
}

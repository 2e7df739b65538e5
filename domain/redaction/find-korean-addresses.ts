import type { PiiSpan } from "./pii-span.ts";
import type { Scan } from "./scan.ts";

interface Word {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const province =
  /^(?:서울|부산|대구|인천|광주|대전|울산|세종)(?:특별시|광역시|특별자치시|시)?$|^(?:경기|강원|충청[남북]|전라[남북]|전북|경상[남북]|제주)(?:특별자치)?도?$|^(?:충북|충남|전남|경북|경남)$/;
const district = /^[가-힣]{1,4}(?:시|군|구)$/;
const town = /^[가-힣]{1,5}\d?(?:읍|면|동|리|가)$/;
const noDistrict =
  /^(?:다시|역시|혹시|잠시|몇시|필시|즉시|동시|일시|임시|친구|누구|입구|출구|창구|요구|가구|도구|축구|야구|하면|그러면|그럼|이면|되면|오면|우리|빨리|멀리|미리|정리|처리|수리|거리|자리|소리|관리|머리|다리|행동|자동|이동|운동|활동|작동|제가|내가|누가|여가|휴가|평가|추가)$/;
const road = /^[가-힣]{1,8}\d{0,3}(?:대로|로|길)$/;
const noRoad =
  /^(?:앞으로|바로|카드로|전화로|으로|그대로|이대로|마음대로|제대로|서로|별로|따로|새로|주로|실제로|추가로|번호로|문자로|메일로|이걸로|그걸로|저걸로|걸로|현금으로|할부로|진짜로|정말로|오는길|가는길|임의로|서면으로|통장으로)$/;
const joinedRoad = /^([가-힣]{1,8}\d{0,3}(?:대로|로|길))(\d{1,5}(?:-\d{1,4})?(?:번길)?(?:\d{1,4}(?:-\d{1,4})?)?)/;
const digitsOrWords = "(?:\\d{1,5}|[일이삼사오육륙칠팔구십백천공영]{1,7})";
const houseNumber = new RegExp(`^${digitsOrWords}(?:(?:-|다시|에)${digitsOrWords})?(?:번길|번지|번)?`);
const unitNumber = new RegExp(`^(?:지하\\s?)?[가-힣A-Za-z]?${digitsOrWords}(?:동|호|층)`);
const building =
  /^[가-힣A-Za-z0-9]{1,12}(?:아파트|빌딩|오피스텔|빌라|타워|맨션|주택|상가|팰리스|파크|자이|래미안|푸르지오|힐스테이트|캐슬|단지|마을|연립)/;
const hint = /(?:주소|배송지|사는|살아|살고|살거든|이사|집은|집이|거주|보내\s?주|청구지|우편|도로명)/;
const separator = /^(?:다시|에|대시|-|그|음|어|그러니까)$/;
/** Particles and endings that stay outside. */
const tail =
  /(?:이라고요?|라고요?|이에요|예요|에요|입니다|이고요|이구요|인데요|이요|이고|으로요?|로요?|에서|에요|에|요|이|가|은|는|을|를|의|인데|고요|구요|거든요)$/;
const longestAddress = 16;

/** Road-name and lot addresses. A city or district alone stays; an address needs a house, lot or unit number behind its road, town or building. */
export function findKoreanAddresses(scan: Scan): PiiSpan[] {
  const words = splitWords(scan);
  const spans: PiiSpan[] = [];
  let index = 0;
  while (index < words.length) {
    const found = addressAt(scan, words, index);
    if (found) spans.push(found.span);
    index = found ? found.next : index + 1;
  }
  return spans;
}

function splitWords(scan: Scan): Word[] {
  const words: Word[] = [];
  let start = -1;
  for (let at = 0; at <= scan.text.length; at += 1) {
    const code = scan.codeAt(at);
    const isBreak = Number.isNaN(code) || code === 0xe000 || " \t\n,.()".includes(String.fromCharCode(code));
    if (isBreak && start >= 0) words.push({ start, end: at, text: scan.text.slice(start, Math.min(at, start + 30)) });
    if (isBreak) start = -1;
    else if (start < 0) start = at;
  }
  return words;
}

interface Reading {
  regions: number;
  places: number;
  numbers: number;
  units: number;
  end: number;
  next: number;
}

/** Reads region words, then a road or town, then numbers, units and buildings; the span ends with the last part that has a number. */
function addressAt(scan: Scan, words: readonly Word[], first: number): { span: PiiSpan; next: number } | undefined {
  const opening = words[first];
  if (!opening || !/^[가-힣]/.test(opening.text)) return undefined;
  const reading: Reading = { regions: 0, places: 0, numbers: 0, units: 0, end: 0, next: first };
  for (let index = first; index < Math.min(first + longestAddress, words.length); index += 1) {
    const word = words[index];
    if (!word || (reading.next > first && word.start - (words[index - 1]?.end ?? 0) > 3)) break;
    if (!readWord(reading, word, index)) break;
  }
  const hinted = reading.regions > 0 || hint.test(scan.before(opening.start, 30)) || reading.units > 0;
  if (reading.places === 0 || reading.numbers + reading.units === 0 || !hinted) return undefined;
  return { span: { start: opening.start, end: reading.end, type: "ADDRESS" }, next: Math.max(reading.next, first + 1) };
}

/** Takes one word into the reading; false where the address has ended. */
function readWord(reading: Reading, word: Word, index: number): boolean {
  const accept = (length: number): true => {
    reading.end = word.start + length;
    reading.next = index + 1;
    return true;
  };
  const isOpen = reading.numbers + reading.units === 0;
  const started = reading.regions + reading.places > 0;
  if (started && separator.test(word.text)) return true;
  if (isOpen && (province.test(word.text) || (district.test(word.text) && !noDistrict.test(word.text)))) {
    reading.regions += 1;
    return true;
  }
  const joined = joinedRoad.exec(word.text);
  if (isOpen && joined && !noRoad.test(joined[1] ?? "")) {
    reading.places += 1;
    reading.numbers += 1;
    return accept(joined[0].length) && isUnfinished(word, joined[0].length);
  }
  if (
    isOpen &&
    ((road.test(word.text) && !noRoad.test(word.text)) ||
      (town.test(word.text) && !noDistrict.test(word.text) && !/^\d/.test(word.text)))
  ) {
    reading.places += 1;
    return reading.places <= 3;
  }
  if (!started && !building.test(word.text)) return false;
  const unit = unitNumber.exec(word.text);
  if (unit && (reading.places > 0 || reading.regions > 0)) {
    reading.units += 1;
    return accept(unit[0].length) && isUnfinished(word, unit[0].length);
  }
  const house = reading.places > 0 ? houseNumber.exec(withoutTail(word.text)) : null;
  if (house && isWholeNumber(word.text, house[0])) {
    reading.numbers += 1;
    return accept(house[0].length) && isUnfinished(word, house[0].length);
  }
  const named = building.exec(word.text);
  if (!named || named[0].length < word.text.length - 2) return false;
  reading.places += 1;
  return isOpen || accept(named[0].length);
}

/** Without particles, but "오백삼십이" keeps its 이: it is a number as it stands. */
function withoutTail(word: string): string {
  if (houseNumber.exec(word)?.[0].length === word.length) return word;
  return word.replace(tail, "") || word;
}

/** Words glued behind a part ("101동에") end the address. */
function isUnfinished(word: Word, length: number): boolean {
  return length === word.end - word.start;
}

function isWholeNumber(word: string, number: string): boolean {
  const rest = word.slice(number.length);
  return rest === "" || tail.test(rest);
}

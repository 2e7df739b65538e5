import { notNames } from "./not-names.ts";
import type { PiiSpan } from "./pii-span.ts";
import type { Scan } from "./scan.ts";
import { doubleSurnames, hasGivenName, isPlainName, isUnmistakableName, looksLikeName, mayBeName } from "./surnames.ts";

const pause = "(?:(?:음|어|그|저|아|네|예|저기|그러니까|제가)[,.]?\\s){0,2}";
const relation =
  "(?:남편|아내|와이프|부인|어머니|아버지|어머님|아버님|엄마|아빠|딸|아들|동생|여동생|남동생|언니|오빠|누나|형|친구|할머니|할아버지|보호자|대리인|배우자|본인|고객|환자|직원|기사|상담사|상담원|매니저|담당자|아이|아기|애)";
/** Words after which a name follows. */
const announced = new RegExp(
  `(?:(?:이름|성함|성명|존함|예금주|명의자?|수취인|수령인|수령자|입금자|주문자|신청자|신청인|주문인|구매자|구매인|구입자|결제자|발신인|송금인|송금자|피보험자|수익자|가입인|계약인|임차인|계약자|가입자|고객|사용자|상담사|상담원|매니저|담당자|보호자|대리인|세대주|예약자)명?|받는\\s?(?:사람|분)|받으시는\\s?분|받으실\\s?분|보내는\\s?(?:사람|분)|보내신\\s?분|받으신\\s?분|동거인|세대원)(?:요|은요)?(?:\\s?(?:이름|성함)(?:이|은)?)?(?:은|는|이|가|으로는|란은|이요)?\\s?[:,]?\\s${pause}$`,
);
/** "성함이 어떻게 되세요". */
const asked = new RegExp(
  `(?:이름|성함)(?:이|은|을)?\\s(?:어떻게\\s되\\S{1,4}|뭐\\S{0,6}|말씀\\S{0,3}(?:\\s\\S{1,4})?|불러\\s?\\S{1,4})[?.]?\\s${pause}$`,
);
const related = new RegExp(
  `(?:^|[\\s\uE000])(?:저희\\s|우리\\s|제\\s)?${relation}(?:인|은|는|이|가|께서)?\\s(?:성함\\S?\\s|이름\\S?\\s)?$`,
);
/** "예금주명", "이름" without a space before the name are not read; these may stand where a name may ("고객센터"). */
const noAnnouncement = /(?:고객|상담사|상담원|담당자|매니저|보호자)\s$/;
/** Words with which callers introduce themselves. */
const introduced = new RegExp(
  `(?:^|[\\s,.?!\uE000])(?:저는|전|나는|난|제가|내가|저|여기는|여기|접니다|아니요|네|예|아|여보세요|안녕하세요|안녕하십니까)[,.]?\\s${pause}$`,
);
/** What follows an announced name. */
const copula =
  /^(?:이라고|라고|이라는|라는|이라서|라서|이에요|예요|에요|이예요|입니다|이세요|이십니다|세요|십니다|이신|신데|이셔|이었|였|이고요|이고|고요|이구요|구요|고|이요|요|인데요|인데|이거든요|거든요|이야|야|으로|로|이며|이랑|랑|이|가|은|는|을|를|의|도|하고|씨|님|고객|\s|[.,?!]|$)/;
/** What only a noun is followed by. */
const strongCopula =
  /^(?:이라고|라고\s?(?:합|하|해|했|불|등|돼|되|적|써|요)|이라는|이에요|예요|이예요|입니다|이세요|이십니다|이신데|이시고|이셔|이었|이고요|이구요|이고\s|인데요|이거든요|이요|님|\s?씨(?:\s|입|이|예|$)|이\s아니)/;
/** What makes a self-introduction of a name without "제 이름은". */
const selfNamed =
  /^(?:이라고\s?(?:합|하|해|불|부|저장|등록|돼|되|적)|라고\s?(?:합|하|해|불|부|저장|등록|돼|되|적)|입니다|이라는|라는\s(?:사람|고객|이름)|이에요|예요|인데요|이고요|이구요|이라고요|라고요|이거든요|이고\s|인데\s|이라서|인데$|이었|였|이요(?=\s|[.,]|$)|요(?=\s|[.,]|$))/;
const calledSo = /^(?:이라고|라고)\s?(?:합|하는|하고|해요|해서|불|저장|등록|적|돼|되|써|쓰|기재|들었)/;
const honorific =
  /^\s?(?:고객님|고객(?=인데|이에|입니|이고|이라)|고객\s님|씨|님|회원님|사모님|어르신|선생님|여사|환자분|환자|매니저|과장|팀장|대리|부장|차장|실장|원장|교수|박사|대표|사장|기사|상담사|상담원|변호사|간호사|주임|사원|점장|이사님|선생)(?:님)?(?![가-힣]*(?:앗|름))(?=[\s,.?!]|이|은|는|을|를|께|한|맞|되|계|의|입|예|에|앞|으로|로|도|과|와|랑|하|께|인|시|$)/;
/** Words behind a name that say that it was one. */
const nameBehind =
  /^(?:이에요|예요|입니다|이요|요|인데요|이라고요|라고요|이고요)\s(?:(?:제|저|내|저희)\s)?(?:이름|성함|성이|성은|본명)|^\s?(?:앞으로|이름으로|명의|계좌로|본인\s?맞)|^으?로\s(?:예약|가입|주문|등록|결제|계약|신청|접수|입금|보냈)/;
const surnameCue = /(?:^|\s)성(?:은|이|씨는|씨가|함은)\s$/;
const takenBack = /(?:은|는|이|가)\s아니(?:고|라)\s$/;
const verbEnd = /^..[하할한해했되된될으와러려게고면던든]/;
const bareCopula = /^(?:입니다|이에요|이예요|인데|이고\s|이구|이라고|이라는|이요(?=[\s.,]|$)|이었|\s?씨(?:[\s는가]|$))/;
const bareEnd = /^(?:이|가|은|는|을|를|한테|에게|께서|이랑|\s|[.,]|$)/;
const hangulRun = /^[가-힣]{1,12}/;
const latinName = /^[A-Z][A-Za-z-]{1,19}(?: [A-Z][A-Za-z-]{1,19}){0,2}/;
/** "김 자 민 자 수 자", "김, 민, 수". */
const spelledWithCharacter = /^[가-힣]\s?자,?\s[가-힣]\s?자(?:,?\s[가-힣]\s?자)?(?![가-힣])/;
const spelledBehind = /^(?:이에요|예요|입니다|이요|요)\s(?:(?:제|저)\s)?(?:이름|성함)/;
const spelledSelf = /^[가-힣][,.]?\s[가-힣][,.]?\s[가-힣](?:이라고|라고\s?[하해합]|입니다)/;
/** A name is often said as a whole when it was spelled, or said again when it was heard wrong. */
const spelledBefore = /[가-힣]\s자\s(?:해서\s|요\s)?$/;
const spelledOut = /^[가-힣][,.]?\s[가-힣][,.]?\s[가-힣](?=입니다|이에요|예요|이요|요|이고|이라고|라고|\s|$)/;

/** Korean names where something says that it is a name: "제 이름은 …", "… 고객님", "… 씨", "저는 …라고 합니다", "예금주 …". Honorifics and particles stay. */
export function findKoreanNames(scan: Scan): PiiSpan[] {
  const spans: PiiSpan[] = [];
  for (let at = 0; at < scan.text.length; at += 1) {
    if (!isWordStart(scan, at)) continue;
    const end = nameAt(scan, at);
    if (end !== undefined) spans.push({ start: at, end, type: "NAME" });
  }
  return spans;
}

function isWordStart(scan: Scan, at: number): boolean {
  const code = scan.codeAt(at);
  if (isCapital(code)) return !isWordCharacter(scan.codeAt(at - 1));
  return isHangul(code) && !isHangul(scan.codeAt(at - 1));
}

function isCapital(code: number): boolean {
  return code >= 0x41 && code <= 0x5a;
}

function isWordCharacter(code: number): boolean {
  return isHangul(code) || isCapital(code) || (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
}

function isHangul(code: number): boolean {
  return code >= 0xac00 && code <= 0xd7a3;
}

/** The end of the name that begins here, if one does. */
function nameAt(scan: Scan, at: number): number | undefined {
  const window = scan.after(at, 40);
  const before = scan.before(at, 32);
  const isAsked = asked.test(before);
  const isAnnounced = isAsked || (announced.test(before) && !noAnnouncement.test(before));
  const word = hangulRun.exec(window)?.[0] ?? "";
  if (word === "") {
    const latin = isAnnounced ? latinName.exec(window) : null;
    return latin ? at + latin[0].length : undefined;
  }
  const size =
    spelledLength(window, isAnnounced) ??
    (isAnnounced ? announcedLength(window, word) : undefined) ??
    (surnameCue.test(before) ? surnameLength(word) : undefined) ??
    (/^[가-힣]{2,3}(?:이라는|라는)\s(?:이름|사람)/.test(window) ? calledLength(word) : undefined) ??
    (related.test(before) ? relatedLength(before, window, word) : undefined) ??
    greetedLength(window, word) ??
    introducedLength(before, window, word) ??
    bareLength(window, word);
  return size === undefined ? undefined : at + size;
}

function spelledLength(window: string, isAnnounced: boolean): number | undefined {
  const letters = spelledOut.exec(window);
  const isNamed = isAnnounced || spelledSelf.test(window) || spelledBehind.test(window.slice(letters?.[0].length ?? 0));
  const spelled = spelledWithCharacter.exec(window) ?? (isNamed ? letters : null);
  return spelled && looksLikeName(`${spelled[0][0]}가가`) ? spelled[0].length : undefined;
}

/** "하늘이라는 이름으로". */
function calledLength(word: string): number | undefined {
  const size = word.replace(/이?라는$/, "").length;
  const name = word.slice(0, size);
  if (size < 2 || isNoName(name)) return undefined;
  return word.startsWith("이라는", size) && mayBeName(`${name}이`) ? size + 1 : size;
}

/** "성은 박이고". */
function surnameLength(word: string): number | undefined {
  const size = isDouble(word) ? 2 : 1;
  return (size === 2 || looksLikeName(`${word[0]}가가`)) && /^(?:이|예|입|씨|가|인|고$)/.test(word.slice(size))
    ? size
    : undefined;
}

/** Behind words that announce a name it may be any: with a family name, else what only a noun is followed by. */
function announcedLength(window: string, word: string): number | undefined {
  const named = nameLength(window, word, copula, (name) => mayBeName(name) && !startsNoName(name));
  const isSure =
    named !== undefined &&
    (named !== 3 || strongCopula.test(window.slice(3)) || hasGivenName(word) || !verbEnd.test(word));
  if (isSure) return named;
  for (let size = 2; size <= Math.min(word.length, 6); size += 1) {
    if (strongCopula.test(window.slice(size)) && !isNoName(word.slice(0, size))) return size;
  }
  const foreign = /^[가-힣]{1,6} [가-힣]{2,6}?(?=이에요|예요|입니다|이라고|이요|이고요)/.exec(window)?.[0];
  return foreign && !foreign.split(" ").some(isNoName) ? foreign.length : undefined;
}

function isNoName(word: string): boolean {
  return startsNoName(word) || /[은는를]$|니다|세요|어요/.test(word);
}

function startsNoName(word: string): boolean {
  return notNames.has(word) || notNames.has(word.slice(0, 2));
}

/** "제 남편 장한결로", "동생 봉선화 이름": three syllables with a family name. */
function relatedLength(before: string, window: string, word: string): number | undefined {
  if (!mayBeName(word.slice(0, 3)) || word.length < 3 || notNames.has(word.slice(0, 2))) return undefined;
  const rest = window.slice(3);
  if (/[은는이가서]\s$/.test(before))
    return /^(?:이에요|예요|입니다|인데|이고\s|이라는|이라고|라고\s?[하해합])/.test(rest) ? 3 : undefined;
  if (
    !isPlainName(word.slice(0, 3)) &&
    !/^(?:\s?이름|\s?명의|\s?씨|\s?맞|이에요|예요|입니다|인데|이고\s|이라는|이라고|이었|였)/.test(rest)
  )
    return undefined;
  return /^(?:이에요|예요|입니다|인데|이고\s|이라는|이라고|이었|였|\s(?:전화|휴대폰|핸드폰|번호|연락처|계좌|카드|주소|생일|생년|주민)|\s?이름|\s?명의|\s?씨|으?로\s|가\s|이\s|한테|\s?맞)/.test(
    rest,
  )
    ? 3
    : undefined;
}

function greetedLength(window: string, word: string): number | undefined {
  const size = nameLength(window, word, honorific, mayBeName);
  if (size === undefined || size < 3) return undefined;
  const isTitled = /^\s?(?:고객|씨|님|회원)/.test(window.slice(size));
  return isTitled
    ? looksLikeName(word.slice(0, size)) || size > 3
      ? size
      : plainOrRare(word, size)
    : plainOrRare(word, size);
}

function plainOrRare(word: string, size: number): number | undefined {
  const name = word.slice(0, size);
  return isPlainName(name) ||
    (mayBeName(name) && !looksLikeName(name) && !notNames.has(name.slice(0, 2))) ||
    isDouble(name)
    ? size
    : undefined;
}

function isDouble(word: string): boolean {
  return doubleSurnames.some((surname) => word.startsWith(surname));
}

function introducedLength(before: string, window: string, word: string): number | undefined {
  const behind = nameLength(window, word, nameBehind, mayBeName);
  if (
    behind !== undefined &&
    !notNames.has(word.slice(0, 2)) &&
    (isDouble(word) ||
      isPlainName(window.slice(0, behind).replace(" ", "")) ||
      /^\S+\s(?:제|저|내|성|이름)/.test(window))
  )
    return behind;
  if (isPlainName(word.slice(0, 3)) && /^(?:은|는|이|가)\s아니(?:고|라)\s/.test(window.slice(3))) return 3;
  const self = nameLength(window, word, selfNamed, mayBeName);
  if (self === undefined) return undefined;
  const name = word.slice(0, self);
  const rest = window.slice(self);
  if (spelledBefore.test(before) || (takenBack.test(before) && isPlainName(name))) return self;
  if (introduced.test(before) && self >= 3) {
    const isSelf = /(?:저는|전|나는|난|제가|내가|저|여기는|여기)[,.]?\s/.test(before);
    if (
      isPlainName(name) ||
      isDouble(name) ||
      (isSelf && looksLikeName(name) && !/[역점시구동군도로길읍면]$/.test(name))
    )
      return self;
    if (isSelf && /^(?:이라고|라고)\s?(?:합|하|해)/.test(rest)) return self;
  }
  if (self >= 3 && calledSo.test(rest) && (isDouble(name) || isPlainThird(name[2] ?? ""))) return self;
  if (
    before === "" &&
    /^(?:입니다|이에요|예요|인데|이고|이구|이라고|라고)/.test(rest) &&
    (isPlainName(name) || isDouble(name))
  )
    return self;
  return undefined;
}

/** Where nothing says that it is a name: before the copula, alone, or with a particle if its last syllable ends few other words. */
function bareLength(window: string, word: string): number | undefined {
  const name = word.slice(0, 3);
  if (!isUnmistakableName(name)) return undefined;
  const rest = window.slice(3);
  if (bareCopula.test(rest) && !/[로만인]$/.test(name)) return 3;
  return bareEnd.test(rest) && !/[이가도로만인의은을자기고지시나라하해한예여구다들량율길서제화정원전주일성도]$/.test(name) ? 3 : undefined;
}

/**
 * How many characters the name takes: three syllables, then four for double family names, then two; with an optional space behind the family name.
 * What follows must match `ending`.
 */
function nameLength(
  window: string,
  word: string,
  ending: RegExp,
  isName: (word: string) => boolean,
): number | undefined {
  const sizes = isDouble(word) ? [4, 3] : [3, 2];
  for (const size of sizes) {
    const isCopula = word[size - 1] === "이" && window.startsWith("에요", size);
    if (word.length >= size && !isCopula && isName(word.slice(0, size)) && ending.test(window.slice(size))) return size;
  }
  const spaced = /^([가-힣]{1,2}) ([가-힣]{1,2})/.exec(window);
  if (!spaced || word.length !== spaced[1]?.length) return undefined;
  if (ending !== honorific && spaced[2]?.length === 1 && ending !== copula) return undefined;
  for (const given of [spaced[2] ?? "", (spaced[2] ?? "").slice(0, 1)]) {
    const length = word.length + 1 + given.length;
    const isWhole = looksLikeName(`${word}${given}`) && (word.length === 1 || isDouble(word));
    if (
      isWhole &&
      ending.test(window.slice(length)) &&
      (given.length === 2 || /^(?:이에요|예요|입니다|이고|이라고)/.test(window.slice(length)))
    )
      return length;
  }
  return undefined;
}

/** Endings of everyday compounds ("배송중", "신청인"), which names rarely have. */
function isPlainThird(syllable: string): boolean {
  return syllable !== "" && !"중됨임자인비료금권증서님점가이기".includes(syllable);
}

import { isGivenName } from "./korean-given-names.ts";
import {
  copula,
  shortGiven,
  spelledBehind,
  spelledOut,
  spelledSelf,
  spelledWithCharacter,
  strongCopula,
  verbEnd,
} from "./korean-name-cues.ts";
import { isDouble, nameLength } from "./korean-name-length.ts";
import { notNames } from "./not-names.ts";
import { hasGivenName, isPlainName, looksLikeName, mayBeName } from "./surnames.ts";

/** Determiners, adverbs and kinds of things and people, which stand in no foreign name. */
const noForeign =
  /^(?:제|내|우리|저희|그|이|저|다|한|두|세|네|다섯|여섯|몇|여러|안|못|잘|더|다시|또|자꾸|계속|아직|이미|원래|혹시|새|옛|둘|각각|같이|따로|서로|명|개|건|대|곳|번|장|달|살|쪽|편|군데)$|(?:사람|아저씨|아줌마|식구|가족|손님|친구|담당|창고|법인|회사|[점청증호님]|번호|카드|계좌|지점|주소|자로|명의)$/;
/** "김 자 민 자 수 자", "김 민 수": syllables said singly, where a name is spoken of. */
export function spelledLength(window: string, isAnnounced: boolean): number | undefined {
  const letters = spelledOut.exec(window);
  const joined = letters?.[0].replace(/[,.\s]/g, "") ?? "";
  const isNamed =
    isAnnounced ||
    isSpelledName(joined, window.slice(letters?.[0].length ?? 0)) ||
    spelledSelf.test(window) ||
    spelledBehind.test(window.slice(letters?.[0].length ?? 0));
  const spelled = spelledWithCharacter.exec(window) ?? (isNamed ? letters : null);
  return spelled && looksLikeName(`${spelled[0][0]}가가`) ? spelled[0].length : undefined;
}

/** Syllables that nothing announces are a name by what they are and what stands behind; digits ("오 점 일") are none. */
function isSpelledName(joined: string, rest: string): boolean {
  const isName =
    looksLikeName(joined) && hasGivenName(joined) && !/^.[일이삼사오육칠팔구]*[일이삼사오육칠팔구자]$/.test(joined);
  return (
    isName &&
    (strongCopula.test(rest) ||
      /^(?:이라\s|이?라는|이?고요?(?:\s|$)|시고|\s외\s|\s(?:팀장|과장|원장|대리|부장|실장|선생|상담)|이?신데|\s?(?:고객|님|씨|앞으로)|$)/.test(
        rest,
      ))
  );
}

/** "하늘이라는 이름으로". */
export function calledLength(word: string): number | undefined {
  const size = word.replace(/이?라는$/, "").length;
  const name = word.slice(0, size);
  if (size < 2 || isNoName(name)) return undefined;
  return word.startsWith("이라는", size) && mayBeName(`${name}이`) ? size + 1 : size;
}

/** "성은 박이고". */
export function surnameLength(word: string): number | undefined {
  const size = isDouble(word) ? 2 : 1;
  return (size === 2 || mayBeName(`${word[0]}민수`)) && /^(?:이|예|입|씨|가|인|요|고$)/.test(word.slice(size))
    ? size
    : undefined;
}

/** Behind words that announce a name it may be any: with a family name, else what only a noun is followed by. */
export function announcedLength(window: string, word: string): number | undefined {
  const named = nameLength(window, word, copula, (name) => mayBeName(name) && !startsNoName(name));
  const isSure =
    named !== undefined &&
    (named !== 3 || strongCopula.test(window.slice(3)) || hasGivenName(word.slice(0, 3)) || !verbEnd.test(word));
  if (isSure) return named;
  for (let size = 2; size <= Math.min(word.length, 6); size += 1) {
    if (strongCopula.test(window.slice(size)) && !isNoName(word.slice(0, size))) return size;
  }
  if (/^(?:고요|구요|고\s)/.test(window.slice(2)) && isGivenName(word.slice(0, 2))) return 2;
  const foreign =
    /^[가-힣]{1,6} (?:[가-힣]{1,4} )?[가-힣]{1,6}?(?=이에요|예요|입니다|이라고|이요|이고|인데|이신|님|으?로\s(?:돼|되|된|등록|예약|가입|적|해|저장|신청|주문|변경|바꿔|바꾸|나오|나와|뜨|떠))/.exec(
      window,
    )?.[0];
  return foreign && !foreign.split(" ").some((part) => isNoName(part) || noForeign.test(part))
    ? foreign.length
    : undefined;
}

function isNoName(word: string): boolean {
  return startsNoName(word) || /[은는를요고서면]$|니다|세요|어요/.test(word);
}

function startsNoName(word: string): boolean {
  return notNames.has(word) || notNames.has(word.slice(0, 2));
}

/** "제 남편 장한결로", "동생 봉선화 이름": three syllables with a family name. */
export function relatedLength(before: string, window: string, word: string): number | undefined {
  if (!mayBeName(word.slice(0, 3)) || word.length < 3 || notNames.has(word.slice(0, 2))) return undefined;
  const rest = window.slice(3);
  if (/[은는이가서]\s$/.test(before))
    return /^(?:이에요|예요|입니다|인데|이고|이라는|이라고|라고\s?[하해합])/.test(rest) ? 3 : undefined;
  if (word.length === 3 && isPlainName(word)) return 3;
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

/** "이름은 진입니다". */
export function shortLength(window: string): number | undefined {
  return shortGiven.test(window) ? 1 : undefined;
}

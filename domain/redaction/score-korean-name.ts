import { isGivenName, isOnlyGivenName } from "./korean-given-names.ts";
import { isDouble } from "./korean-name-length.ts";
import { notNames } from "./not-names.ts";
import { hasGivenName, isEverydayWord, isFrequentSurname, isRareSurname, isSurname } from "./surnames.ts";

/** What speaks for a name, with its weight. One cue alone is doubtful, two or three together are not. */
type Evidence = readonly (readonly [pattern: RegExp, weight: number])[];

/** What stands before: who is spoken of, and that names are. */
const before: Evidence = [
  [/(?:^|[\s,.?!\uE000])(?:저는|제가|나는|내가|저|전|난|저예요|접니다|여기는?)[,.]?\s(?:(?:어|음|그)\s)?$/, 1.5],
  [/^(?:(?:네|예|아|어|음|저|여보세요)[,.]?\s){0,2}$/, 0.5],
  [
    /(?:아버지|어머니|아버님|어머님|엄마|아빠|남편|신랑|아내|와이프|집사람|아들|딸|동생|언니|누나|오빠|형|친구|조카|손녀|손자|며느리|사위|할머니|할아버지|삼촌|이모|고모|첫째|둘째|셋째|막내|큰애|작은애|분|사람|애|아이|아기|어린이|선생님|기사님?|담당|담당자|상담사|상담원|설계사|중개사|세무사|회계사|변호사|간호사|강사|직원|매니저|과장님|팀장님|대표님?|원장님?|사장님|[가-힣]자|[가-힣]인)(?:는|은|이|가|도|께서)?(?:\s(?:저\s)?말고)?\s(?:(?:어|음|그)\s)?$/,
    1.5,
  ],
  [/[년월일\uE000]\s?생\s$/, 1.5],
  [/(?:접수|신청|주문|예약|통화|전화|가입|문의|계약|구매|상담)(?:한|했던|하신|드린|드렸던|\s?받은|\s?받았던)\s$/, 1.5],
  [/본인(?:이고|인데요?|입니다|이요|이에요)\s$/, 1.5],
  [/(?:이름|성함|성명|명의|개명|예금주|존함)[^?!]{0,24}$/, 1.5],
  [/\uE000\s$/, 1.5],
  [/\s(?:아니|말고|아니고|정정)[,.]?\s(?:(?:어|음|아)\s)?$/, 0.5],
];
/** What stands behind: what nouns of persons are followed by, and what is said of names. */
const behind: Evidence = [
  [
    /^(?:이?라고(?!요)|입니다|이?에요|예요|인데|이요|요(?=[\s.,]|$)|이고|거든|이거든|고요(?=[\s.,]|$)|구요(?=[\s.,]|$)|이라(?=\s)|이라는|라는|이었|였|인디|이여|네요|이네요|이라예|입니더|이래요)/,
    1,
  ],
  [/^이(?:신데|세요|십니|시고|신|셔|시라)|^(?:신데|십니|세요)/, 1.5],
  [/^\s?씨(?!앗|름|[비유엔티])/, 0.5],
  [
    /^\s?(?:(?:씨|님)(?!앗|름|[비유엔티])|(?:고객|회원|환자|어르신|여사)(?![가-힣]{3}))|^\s(?:본인|앞으로|명의|이름|접니다|저예요|전데요)/,
    1.5,
  ],
  [
    /^\s(?:상담|매니저|기사|과장|선생|팀장|대리|사원|주임|원장|교수|변호사|의사|약사|간호사|실장|부장|차장|소장|대표|사장|코치|강사|작가)(?:사|원)?님?(?![가-힣]{4})/,
    2,
  ],
  [/^으?로\s(?:개명|바뀌|바꾸|바꿔|바꿨|변경|정정|고쳐)|^에서\s[가-힣]{3}(?:으로|로)\s/, 2],
  [
    /^이?\s(?:엄마|아빠|어머니|아버지|할머니|할아버지|보호자|남편|아내|언니|누나|오빠|형|동생|이모|고모|삼촌|학생|환자)(?![가-힣]{4})/,
    2,
  ],
  [/^\s?맞(?:습니다|아요|는데|고|으[시세십]|죠|나요|을)/, 1.5],
  [/^[이가은는]\s본인/, 1.5],
  [/^\s(?:할머니|할아버지|어르신|여사)(?![가-힣]{3})/, 1],
  [/^으?로\s(?:나와|나오|되어|돼|뜨|떠|찍혀|적혀|등록|가입|예약)/, 1],
  [/^(?:$|[.,])/, 0.5],
  [/^이?라는\s(?:분|사람|고객|남자|여자|친구|애|직원|기사)/, 1],
  [/^이?라\s?(?:캅|카|합|하|쓰|불)|^이?라고\s?(?:합|하|해|부르|불|적|쓰|등록|예약|저장)/, 1],
  [
    /^(?:이?요|이?에요|예요|입니다|이?고요?|인데요?|이?라고).{1,14}?(?:외자|[두세네]\s?글자|성[이은씨]|이름|본명|개명|한자|영문|할\s?때\s|[가-힣]\s자(?:요|예요|이?에요|입니다|를|로|\s|$)|\s[가-힣]\s말고\s)/,
    2,
  ],
];
/** How the last syllable of everyday words goes, and seldom that of names. */
const everydayEnd = /[을를은는이가도로만하해의한료권금증점중님자임됨률율값량씩째쯤들때]$/;
/** How the last syllable of occupations and illnesses goes. */
const hasUnusualEnd = /[장병관공원암증직업사생]$/;
/** What may be glued to a name. */
const nameEnd =
  /^(?:이(?:[라에요신세시고었거네여래]|십니)|이(?=\s|가|는|랑)|입니|인[데디]|예요|에요|[은는을를가의도와과로](?=\s|[.,]|$|요)|하고|에서|한테|으로|이?랑|이?라[고는]?|요(?=\s|[.,]|$)|거든|[고구]요(?=[\s.,]|$)|네요|였|신데|씨|님|고객|\s|[.,?!]|$)/;
const enough = 4;

/** The length of the name that begins here where what speaks for one adds up to enough. */
export function scoredLength(textBefore: string, window: string, word: string): number | undefined {
  if (textBefore.endsWith("\uE000")) return undefined;
  const context = sumOf(before, textBefore);
  let best: { size: number; score: number } | undefined;
  for (const size of isDouble(word) ? [4, 3] : [3, 2]) {
    const rest = window.slice(size);
    const isVerb = /[하되시가오보내]$/.test(word.slice(0, size)) && /^[고구]요/.test(rest);
    const isCopula = isVerb || (/(?:예|이에)$/.test(word.slice(0, size)) && rest.startsWith("요"));
    const made = !isCopula && word.length >= size && nameEnd.test(rest) ? plausibility(word.slice(0, size)) : undefined;
    if (made === undefined) continue;
    const score = made + context + sumOf(behind, rest);
    if (score >= enough && score > (best?.score ?? 0)) best = { size, score };
  }
  return best?.size;
}

function sumOf(evidence: Evidence, text: string): number {
  return evidence.reduce((sum, [pattern, weight]) => sum + (pattern.test(text) ? weight : 0), 0);
}

/** How much a word is made like a full name or a given name; undefined for what is none. */
function plausibility(name: string): number | undefined {
  if (isEverydayWord(name) || notNames.has(name) || notNames.has(name.slice(0, 2))) return undefined;
  if (isDouble(name)) return 2;
  if (name.length === 2 && isGivenName(name)) return isOnlyGivenName(name) ? 2 : 1.5;
  const [family = "", given = ""] = [name[0], name.slice(1)];
  if (!isSurname(family)) return undefined;
  const familyWeight = isFrequentSurname(family) ? 1.5 : isRareSurname(family) ? 0.5 : 1;
  if (given.length === 1) return isRareSurname(family) || everydayEnd.test(name) ? undefined : familyWeight - 1;
  const givenWeight = isOnlyGivenName(given)
    ? 2
    : isGivenName(given)
      ? 1.5
      : hasGivenName(name)
        ? 1
        : hasUnusualEnd.test(name)
          ? -1.5
          : -0.5;
  return familyWeight + givenWeight - (everydayEnd.test(name) && !isGivenName(given) ? 1 : 0);
}

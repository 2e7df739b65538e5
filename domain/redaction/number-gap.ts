import type { Scan } from "./scan.ts";

/** The longest stretch between two groups of one number, and with something else said in between. */
export const longestGap = 40;
const longestAside = 56;

/** What people say or a recogniser writes between two parts of one number: separators, particles, hesitations, corrections. Longest first. */
export const gapWords: readonly string[] = (
  "let me see|죄송합니다|잠깐만요|잠시만요|그러니까|아니아니|죄송해요|actually|뭐였더라|i mean|아니라|아이다|아이라|짝대기|작대기|하이픈|아니다|아니요|아니고|이구요|이고요|그리고|뭐더라|뭐였지|잠깐만|잠시만|hyphen|인데요|" +
  "sorry|wait|okay|then|dash|erm|hmm|and|yeah|well|mean|잠깐|잠시|다시|대시|빼기|국에|국의|번에|이고|이요|이지|인데|구요|고요|하고|아니|아이|저기|맞나|맞다|뭐지|정정|next|예|uh|um|er|so|no|ok|음|어|그|아|저|에|네|응|뭐|또|자|의|요|고|는|은|국|번|i"
).split("|");
/** Where in the number the next part stands: "중간이", "마지막 네 자리는", "그다음이". */
const position =
  /^(?:맨\s?)?(?:(?:앞|뒤|끝|중간|가운데|마지막|처음|그\s?다음|다음|그\s?뒤)(?:에|의)?\s?(?:(?:네|세|두|일곱|여섯|[2-7])\s?)?(?:자리|번호|숫자|글자|개)?|(?:뒷|앞)(?:자리|번호|부분))(?:에는|에가|은요|는요|은|는|이|가|에|으로|로|만)?/;
/** Says that the speaker is looking for the rest: whatever he says next is no part of the number, which goes on behind it. */
const asideMark =
  /잠깐|잠시|뭐더라|뭐였|뭐지|뭐냐|어디\s?보|가만|보자|볼게|봐야|보고|안\s?보|안경|헷갈|기억|다음이|hang on|hold on|\bsec\b|second|moment|let me|\bwait\b|sorry|what(?:'s| is| was)|hmm|where(?:'s| is)/i;

/** Whether what stands between two groups may stand inside one number: separators, hesitations, particles, at most {@link longestGap} characters. */
export function isGap(scan: Scan, start: number, end: number): boolean {
  const text = scan.between(start, end, longestGap)?.toLowerCase();
  if (text === undefined) return false;
  let at = 0;
  while (at < text.length) {
    if (" -–—－.,·()~…_/\t".includes(text[at] ?? "")) {
      at += 1;
      continue;
    }
    const rest = text.slice(at, at + 16);
    const word = position.exec(rest)?.[0] ?? gapWords.find((candidate) => rest.startsWith(candidate));
    if (word === undefined) return false;
    at += word.length;
  }
  return true;
}

/** Whether a speaker broke off between two groups to look for the rest: "five one three, hang on, the sun's in my eyes, five seven". */
export function isAside(scan: Scan, start: number, end: number): boolean {
  const text = scan.between(start, end, longestAside);
  return text !== undefined && !/[\uE000\d]/.test(text) && asideMark.test(text);
}

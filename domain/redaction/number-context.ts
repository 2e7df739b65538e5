import { unitWords, zeroWords } from "./english-number-words.ts";
import { soundOf } from "./korean-sounds.ts";
import { namesThing, thingWords } from "./named-things.ts";
import type { Scan } from "./scan.ts";

/**
 * What the words around a number say that it is. `thing`: an order, a parcel, a price is spoken of; `named thing`: the number itself is called an order's or
 * a voucher's, so that not even a card's shape counts; `company`: a registered company. None of these is personal data.
 */
export type NumberKind =
  | "phone"
  | "account"
  | "card"
  | "rrn"
  | "license"
  | "passport"
  | "birth"
  | "thing"
  | "named thing"
  | "company";

/** Kinds of numbers that are personal data. */
export type PersonalKind = Exclude<NumberKind, "thing" | "named thing" | "company">;

/** Whether words were found and say that a number is nobody's. */
export function isThings(kind: NumberKind | undefined): kind is Exclude<NumberKind, PersonalKind> {
  return kind === "thing" || kind === "named thing" || kind === "company";
}

const words: Readonly<Record<Exclude<NumberKind, "named thing">, readonly string[]>> = {
  phone: [
    "전화",
    "핸드폰",
    "휴대폰",
    "휴대전화",
    "연락처",
    "폰 번호",
    "폰번호",
    "제 번호",
    "내 번호",
    "수신 번호",
    "phone",
    "cell",
    "mobile",
    "call me",
    "reach me",
    "my number",
  ],
  account: [
    "계좌",
    "통장",
    "국민 ",
    "신한 ",
    "하나 ",
    "우리 ",
    "기업 ",
    "은행",
    "농협",
    "수협",
    "신협",
    "새마을금고",
    "카카오뱅크",
    "카뱅",
    "토스뱅크",
    "케이뱅크",
    "우체국",
    "account",
    "routing",
    "iban",
  ],
  card: ["카드", "card"],
  rrn: [
    "주민",
    "외국인등록",
    "외국인 등록",
    "거소신고",
    "등록증",
    "등본",
    "신분증",
    "social security",
    "my social",
    "social is",
    "alien registration",
    "residence card",
    "alien number",
    "foreigner registration",
    "foreigner number",
    "ssn",
    "registration number",
    "resident number",
  ],
  license: ["면허", "license", "licence"],
  passport: ["여권", "passport"],
  birth: ["생년월일", "생일", "출생", "태어", "born", "birth", "dob"],
  company: [
    "사업자",
    "사업자등록번호",
    "사업자 등록번호",
    "법인등록",
    "법인 등록",
    "business registration",
    "company registration number",
    "business registration number",
    "business number",
    "company number",
    "corporate number",
    "tax number",
  ],
  thing: thingWords,
};
const kinds: readonly Exclude<NumberKind, "named thing">[] = [
  "company",
  "thing",
  "phone",
  "account",
  "card",
  "rrn",
  "license",
  "passport",
  "birth",
];
/** Shorter words sound like too many others. */
const leastSyllables = 3;
/** The sounds of the Korean words above, from the beginning of a word on: short ones only with the word for number behind them. */
const sounds: readonly (readonly [NumberKind, string])[] = kinds.flatMap((kind) =>
  words[kind]
    .filter((word) => /^[가-힣](?:[가-힣 ]*[가-힣])?$/.test(word))
    .flatMap((word) => (word.length < leastSyllables ? [`${word}번호`, `${word} 번호`] : [word]))
    .map((word) => [kind, ` ${soundOf(word)}`] as const),
);
const afterwards: readonly (readonly [NumberKind, RegExp])[] = [
  ["phone", /^(?:번)?(?:으로|로)?\s?(?:전화|연락|문자|콜백)/],
  ["account", /^(?:번)?(?:으로|로)?\s?(?:입금|송금|이체|환불)/],
  [
    "phone",
    /^(?:이에요|예요|요|번|이|가)?\s?(?:제|내|is my)?\s?(?:전화|휴대폰|핸드폰|연락처|phone|cell|mobile)|^ is (?:my|the|his|her)(?: best| other| new| local| home| work| cell| direct)? number/,
  ],
  [
    "birth",
    /^\s?(?:생(?!산|활|겼|각)|(?:일)?에?\s?(?:태어|출생|낳|났(?!다))|(?:이에요|예요|입니다|요|이|가|으?로)?\s?(?:제\s)?(?:생년월일|생일(?!\s?(?:파티|케이크|잔치|선물|쿠폰)))|is my (?:birth|date of birth|dob))/,
  ],
  [
    "birth",
    /^(?:이?요|이?에요|예요|입니다)?\s?(?:이렇게\s)?(?:여섯|여덟|6|8)\s?자리|^(?:이?고|에|이?요|이며)?,?\s?(?:남자|여자|남성|여성)|^.{0,16}생년월일(?!은|는|도|이랑|하고)/,
  ],
  ["passport", /^(?:이에요|예요|요|번|이|가)?\s?(?:제|내|is my)?\s?(?:여권|passport)/],
  [
    "license",
    /^(?:이에요|예요|요|번|이|가)?\s?(?:제|내|is my)?\s?(?:면허|driver)|^ (?:on|for|is on|as) (?:my|the|his|her) (?:driver|driving|licen)/,
  ],
  ["account", /^,? (?:shinhan|woori|kookmin|hana|nonghyup|kakao ?bank|ibk|kb|toss)\b/i],
  ["passport", /^.{0,20}여권/],
  [
    "account",
    /^,? (?:at|with|from|in|into|for) (?:my |the |our )?(?:[a-z]{2,12} )?(?:bank|savings|checking|chequing|shinhan|woori|kookmin|hana|nonghyup|kakao|chase|barclays|hsbc|citi)/i,
  ],
  ["account", /^(?:이에요|예요|요|번|이|가)?\s?(?:제|내|is my)?\s?(?:계좌|통장|account)/],
];

/** Tells what a number that begins at a fixed place is, by where it ends. */
export type NumberContext = (end: number) => NumberKind | undefined;

/** The context of all numbers that begin at one place: the words before are read once, and only when they are asked for. */
export function numberContextFrom(scan: Scan, start: number): NumberContext {
  let before: { readonly kind: NumberKind | undefined } | undefined;
  return (end) => {
    before ??= { kind: kindBefore(scan, start) };
    if (before.kind) return before.kind;
    const after = scan.after(end, 24);
    return afterwards.find(([, pattern]) => pattern.test(after))?.[0];
  };
}

/** The kind named last before the number, by a word that ends within 30 characters, else one named right after it; undefined when nothing is said. */
export function readNumberContext(scan: Scan, start: number, end: number): NumberKind | undefined {
  return numberContextFrom(scan, start)(end);
}

/** Who is asked to say who he is says when he was born, unless something else is named. */
const identified =
  /(?:여덟|여섯|8|6)\s?자리|본인\s?(?:확인|인증)|신원|나이|연세|identity|verify|verification purposes|security question/;
/** What was read out of a code before the digits: "one Z nine A". */
const spelledCode = new RegExp(`(?:\\b(?:[a-z]|${zeroWords}|${unitWords})[\\s,.-]{1,2})+$`);

/** Characters between a number and the end of the word that says what it is. */
const furthestWord = 30;

function kindBefore(scan: Scan, start: number): NumberKind | undefined {
  const before = scan.before(start, 60).toLowerCase().replace(spelledCode, "");
  const sameThought = before.slice(
    Math.max(before.lastIndexOf("\uE000"), before.lastIndexOf("?"), before.lastIndexOf("!")) + 1,
  );
  let nearest: { kind: Exclude<NumberKind, "named thing">; at: number } | undefined;
  for (const kind of kinds) {
    for (const word of words[kind]) {
      const at = sameThought.lastIndexOf(word);
      const end = at + word.length;
      if (at < 0 || end < sameThought.length - furthestWord) continue;
      if (nearest === undefined || end > nearest.at) nearest = { kind, at: end };
    }
  }
  if (nearest === undefined) {
    return identified.test(sameThought.slice(-furthestWord)) ? "birth" : kindBySound(sameThought);
  }
  return nearest.kind === "thing" && namesThing(sameThought) ? "named thing" : nearest.kind;
}

/** What a number is that was called something that sounds like one of the words, the last one said: "즈문번호" names an order, "추민번호" a resident. */
function kindBySound(before: string): NumberKind | undefined {
  const heard = soundOf(` ${before}`.slice(-furthestWord));
  let nearest: { kind: NumberKind; at: number } | undefined;
  for (const [kind, sound] of sounds) {
    const at = heard.lastIndexOf(sound);
    if (at >= 0 && at + sound.length > (nearest?.at ?? 0)) nearest = { kind, at: at + sound.length };
  }
  return nearest?.kind;
}

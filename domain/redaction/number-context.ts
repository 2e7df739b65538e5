import type { Scan } from "./scan.ts";

/** What the words around a number say that it is. `business`: an order, a parcel, a price; `company`: a registered company. Neither is personal data. */
export type NumberKind =
  | "phone"
  | "account"
  | "card"
  | "rrn"
  | "license"
  | "passport"
  | "birth"
  | "business"
  | "company";

const words: Readonly<Record<NumberKind, readonly string[]>> = {
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
  ],
  business: [
    "편명",
    "항공편",
    "쿠폰번호",
    "교환권",
    "기프티콘",
    "바우처",
    "voucher",
    "증권번호",
    "증권 번호",
    "학번",
    "사번",
    "사건번호",
    "사건 번호",
    "수험번호",
    "거래번호",
    "거래 번호",
    "견적",
    "발주",
    "isbn",
    "policy",
    "claim",
    "sku",
    "item number",
    "part number",
    "membership",
    "쿠폰 번호",
    "주문",
    "송장",
    "운송장",
    "등기",
    "배송 번호",
    "접수",
    "예약 번호",
    "예약번호",
    "상품",
    "모델",
    "관리 번호",
    "관리번호",
    "승인",
    "쿠폰",
    "시리얼",
    "일련",
    "인증번호",
    "인증 번호",
    "인증코드",
    "인증 코드",
    "인증 문자",
    "조회 번호",
    "조회번호",
    "배송 조회",
    "배송조회",
    "label",
    "문의 번호",
    "문의번호",
    "품번",
    "대표번호",
    "대표 번호",
    "고객센터",
    "상담번호",
    "상담 번호",
    "계약번호",
    "계약 번호",
    "회원번호",
    "회원 번호",
    "고객번호",
    "고객 번호",
    "제품 번호",
    "제품번호",
    "바코드",
    "오류",
    "에러",
    "내선",
    "유효기간",
    "유효 기간",
    "만료",
    "expires",
    "expiration",
    "expiry",
    "이용권",
    "상품권",
    "error",
    "flight",
    "reservation",
    "booking",
    "promo",
    "verification",
    "one time code",
    "zip",
    "order",
    "tracking",
    "reference",
    "serial",
    "model",
    "confirmation",
    "case",
    "ticket",
    "invoice",
    "coupon",
  ],
};
const kinds: readonly NumberKind[] = [
  "company",
  "business",
  "phone",
  "account",
  "card",
  "rrn",
  "license",
  "passport",
  "birth",
];
const afterwards: readonly (readonly [NumberKind, RegExp])[] = [
  ["phone", /^(?:번)?(?:으로|로)?\s?(?:전화|연락|문자|콜백)/],
  ["account", /^(?:번)?(?:으로|로)?\s?(?:입금|송금|이체|환불)/],
  [
    "phone",
    /^(?:이에요|예요|요|번|이|가)?\s?(?:제|내|is my)?\s?(?:전화|휴대폰|핸드폰|연락처|phone|cell|mobile)|^ is (?:my|the|his|her)(?: best| other| new| local| home| work| cell| direct)? number/,
  ],
  [
    "birth",
    /^\s?(?:생(?!산|활|겼|각)|(?:이에요|예요|요|이|가|으?로)?\s?(?:제\s)?(?:생년월일|생일(?!\s?(?:파티|케이크|잔치|선물|쿠폰)))|is my (?:birth|date of birth|dob))/,
  ],
  ["passport", /^(?:이에요|예요|요|번|이|가)?\s?(?:제|내|is my)?\s?(?:여권|passport)/],
  ["license", /^(?:이에요|예요|요|번|이|가)?\s?(?:제|내|is my)?\s?(?:면허|driver)/],
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

/** The kind named last before the number within 30 characters, else one named right after it; undefined when nothing is said. */
export function readNumberContext(scan: Scan, start: number, end: number): NumberKind | undefined {
  return numberContextFrom(scan, start)(end);
}

/** What was read out of a code before the digits: "one Z nine A". */
const spelledCode = /(?:\b(?:[a-z]|zero|oh|one|two|three|four|five|six|seven|eight|nine)[\s,.-]{1,2})+$/;

function kindBefore(scan: Scan, start: number): NumberKind | undefined {
  const before = scan.before(start, 60).toLowerCase().replace(spelledCode, "").slice(-30);
  const sameThought = before.slice(
    Math.max(before.lastIndexOf("\uE000"), before.lastIndexOf("?"), before.lastIndexOf("!")) + 1,
  );
  let nearest: { kind: NumberKind; at: number } | undefined;
  for (const kind of kinds) {
    for (const word of words[kind]) {
      const at = sameThought.lastIndexOf(word);
      if (at >= 0 && (nearest === undefined || at + word.length > nearest.at)) nearest = { kind, at: at + word.length };
    }
  }
  return nearest?.kind;
}

import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { findPii } from "../../../domain/redaction/find-pii.ts";
import { redactText } from "../../../domain/redaction/redact-text.ts";
import { startScan } from "../../../domain/redaction/scan.ts";
import { writtenLanguage } from "../../../local/cli/evaluate-pii/written-language.ts";

const redacted: readonly (readonly [string, string])[] = [
  ["여권 엠 일이삼 비 공 아니 씨 일이삼사로 고쳐 주세요", "여권 [PASSPORT]로 고쳐 주세요"],
  ["my passport is em one two three ay four five six seven", "my passport is [PASSPORT]"],
  ["plate, um, eight, Charlie, Victor, Tango, one two three", "plate, um, [VEHICLE]"],
  ["call me at area code four one five five five five zero one three three", "call me at [PHONE]"],
  ["전화는 공일공 일이삼 아이다 일이삼사에 오육칠팔이라예", "전화는 [PHONE]이라예"],
  ["주민번호는 팔이공삼공오 뒤에가 일이 음 일이삼사오육칠이에요", "주민번호는 [RRN]이에요"],
  ["it's john dash doe no sorry john dot doe at example dot com", "it's [EMAIL]"],
  ["oh three, no, oh four, twenty one, eighty eight is my date of birth", "[BIRTHDATE] is my date of birth"],
  ["1998.11.02로 생년월일이 잘못 등록됐어요", "[BIRTHDATE]로 생년월일이 잘못 등록됐어요"],
  ["구칠 공삼 이일이 생년월일이에요", "[BIRTHDATE]이 생년월일이에요"],
  ["서울 팔이 바 일이삼사 개인택시예요", "[VEHICLE] 개인택시예요"],
  ["용인시 수지구 어 성복 이로 그 오십일 지하 일층이십니까", "[ADDRESS]이십니까"],
  ["이름은 외자로 솔이에요", "이름은 외자로 [NAME]이에요"],
  ["명의자가 팜 티 란으로 등록됐을 거예요", "명의자가 [NAME]로 등록됐을 거예요"],
  ["쩐티옌이 제 아내예요", "[NAME]이 제 아내예요"],
  ["저는 탁민들레라고 합니다", "저는 [NAME]라고 합니다"],
  ["다온이랑 가온이 쌍둥이예요", "[NAME]이랑 [NAME]이 쌍둥이예요"],
  ["성함이요 정해솔이요 정 해 솔", "성함이요 [NAME]이요 [NAME]"],
  ["정 음 정해솔이라는 분이요", "[NAME]이라는 분이요"],
  ["유다솜을 유다송으로 잘못 적으셨네요", "[NAME]을 [NAME]으로 잘못 적으셨네요"],
  ["the name is Sara, not Sarah, Sara Lindqvist", "the name is [NAME]"],
  ["it's Bronwen, B R O N W E N", "it's [NAME], [NAME]"],
  ["Marta Silva passport AB1234567", "[NAME] passport [PASSPORT]"],
  ["공일공 이삼사오 육칠팔구", "[PHONE]"],
  ["제 번호는 공일공에 음 이삼사오에 육칠팔구요", "제 번호는 [PHONE]요"],
  ["제 번호는 공일공 이삼사오 육칠팔이구요", "제 번호는 [PHONE]구요"],
  ["번호는공일공이삼사오육칠팔구요", "번호는[PHONE]요"],
  ["공 일 공 이 삼 사 오 육 칠 팔 구 입니다", "[PHONE] 입니다"],
  ["공일공 이삼사사 아니 이삼사오 육칠팔구입니다", "[PHONE]입니다"],
  ["010-1234-5678로 연락 주세요", "[PHONE]로 연락 주세요"],
  ["+82 10 1234 5678 입니다", "[PHONE] 입니다"],
  ["02-345-6789 그리고 031 123 4567", "[PHONE] 그리고 [PHONE]"],
  ["공이에 삼사오에 육칠팔구", "[PHONE]"],
  ["０１０－１２３４－５６７８", "[PHONE]"],
  ["주민번호는 820305-1234567입니다", "주민번호는 [RRN]입니다"],
  ["팔이공삼공오 다시 일이삼사오육칠 이에요", "[RRN] 이에요"],
  ["820305-1******", "[RRN]"],
  ["카드 번호 4111 1111 1111 1111 이요", "카드 번호 [CARD] 이요"],
  ["오사일일 일일일일 일일일일 일일일일 이요", "[CARD] 이요"],
  ["국민은행 123456-04-123456 계좌로요", "국민은행 [ACCOUNT] 계좌로요"],
  ["신한은행 일일공에 이삼사에 오육칠팔구공", "신한은행 [ACCOUNT]"],
  ["여권번호는 M12345678 이에요", "여권번호는 [PASSPORT] 이에요"],
  ["여권은 엠 일이삼사오육칠팔이요", "여권은 [PASSPORT]이요"],
  ["운전면허 11-12-345678-90", "운전면허 [DRIVER_LICENSE]"],
  ["차는 12가 3456이고요", "차는 [VEHICLE]이고요"],
  ["차량번호 십이가 삼사오육", "차량번호 [VEHICLE]"],
  ["이메일은 gildong.hong@example.com이에요", "이메일은 [EMAIL]이에요"],
  ["에이비씨일이삼 골뱅이 네이버 점 컴이요", "[EMAIL]이요"],
  ["서울시 강남구 테헤란로 123 4층으로 보내주세요", "[ADDRESS]으로 보내주세요"],
  ["주소는 서울 마포구 월드컵북로 이십길 십오 백일동 이백이호예요", "주소는 [ADDRESS]예요"],
  ["강남구 역삼동 123-45번지", "[ADDRESS]"],
  ["수원시 팔달구 행복아파트 101동 202호요", "[ADDRESS]요"],
  ["제 이름은 김민수입니다", "제 이름은 [NAME]입니다"],
  ["홍길동이라고 하는데요", "[NAME]이라고 하는데요"],
  ["김민수 고객님 맞으세요", "[NAME] 고객님 맞으세요"],
  ["예금주 박서연이에요", "예금주 [NAME]이에요"],
  ["천구백팔십이년 삼월 오일생이에요", "[BIRTHDATE]생이에요"],
  ["생년월일은 820305예요", "생년월일은 [BIRTHDATE]예요"],
  ["my number is 555-123-4567", "my number is [PHONE]"],
  ["oh one oh two three four five six seven eight nine", "[PHONE]"],
  ["my phone is five five five uh one two three four five double seven", "my phone is [PHONE]"],
  ["my mobile is 07455 double 1 9 0 3 2", "my mobile is [PHONE]"],
  ["bill it to card 4000 1283 double 7 40 9165", "bill it to card [CARD]"],
  ["passport, yes: E 0 double 2 9 1 8 5 J", "passport, yes: [PASSPORT]"],
  ["uh account double 3 nought 8 1 double 6 2", "uh account [ACCOUNT]"],
  ["john dot smith at gmail dot com", "[EMAIL]"],
  ["my name is John Smith and I want a refund", "my name is [NAME] and I want a refund"],
  ["I live at 123 Main Street apt 4B", "I live at [ADDRESS]"],
  ["I was born on March 5th 1982", "I was born on [BIRTHDATE]"],
  ["my social is 123-45-6789", "my social is [RRN]"],
  ["주민등록번호 뒷자리는 일이삼사오육칠이요", "주민등록번호 뒷자리는 [RRN]이요"],
  ["연락처가 영일영 일이삼사에 오육칠팔이고요 이름은 박지훈이에요", "연락처가 [PHONE]이고요 이름은 [NAME]이에요"],
  ["면허번호는 일일 다시 일이 다시 삼사오육칠팔 다시 구공", "면허번호는 [DRIVER_LICENSE]"],
  ["제 차가 백이십삼나 사오육칠인데요", "제 차가 [VEHICLE]인데요"],
  ["대전 유성구 봉명동 오백삼십이 다시 일번지로 이사했어요", "[ADDRESS]로 이사했어요"],
  ["my driver's license number is D1234567", "my driver's license number is [DRIVER_LICENSE]"],
  ["Mr. Johnson called me", "Mr. [NAME] called me"],
  ["공일공이고요 중간이 공공칠일 끝이 육육오구입니다", "[PHONE]입니다"],
  ["공일공 잠시만요 기억이 안 나네 아 공공삼일에 팔팔사구 여기로요", "[PHONE] 여기로요"],
  ["five one three oh two six four six hang on the sun's in my eyes five seven two one five six two four", "[CARD]"],
  ["끝 네 자리만 말씀드리면 되죠 9931이요", "끝 네 자리만 말씀드리면 되죠 [PHONE]이요"],
  ["플러스 팔이 일공 공구사공 이이일육", "[PHONE]"],
  ["주차한 차가 육십삼 두에 이공 아니 이일공팔이에요", "주차한 차가 [VEHICLE]이에요"],
  ["r as in Robert, k a p, dash, oh nine, at icloud dot com", "[EMAIL]"],
  ["메일은 김치찌개 이공이 골뱅이 네이버 점 컴이요", "메일은 [EMAIL]이요"],
  ["생일이 팔육년 십이월 이십 아니 십이월 이십삼일이에요", "생일이 [BIRTHDATE]이에요"],
  ["born nineteen forty three, February the ninth", "born [BIRTHDATE]"],
  ["ship it to Apt 12, Building 3, 45 Sample-ro 8-gil, Gangnam-gu, Seoul please", "ship it to [ADDRESS] please"],
  ["서울강남구테헤란로칠길이십이신성빌딩십일층으로 보내요", "[ADDRESS]으로 보내요"],
  ["저는 이재원 아니 이재완이요", "저는 [NAME]이요"],
  ["우리 아버지가 권영만이신데 제가 대신 전화했어요", "우리 아버지가 [NAME]이신데 제가 대신 전화했어요"],
  ["팜 티 흐엉이라고 베트남 이름이에요", "[NAME]이라고 베트남 이름이에요"],
  ["this is Tanisha how may I help you", "this is [NAME] how may I help you"],
  ["my brother Kwabena ordered it", "my brother [NAME] ordered it"],
  ["전화 뒷번호요? 4821이에요", "전화 뒷번호요? [PHONE]이에요"],
  ["카드 끝자리 7702만 말씀드리면 되죠", "카드 끝자리 [CARD]만 말씀드리면 되죠"],
];

const kept: readonly string[] = [
  "two Dr Peppers and a lemonade",
  "교환권 번호가 구구일이 팔공삼사 이이칠공 이렇게 있는데요",
  "하늘할 때 하늘이요",
  "2025.08.19로 생일 케이크 예약할게요",
  "저는 회원이라고 합니다",
  "가입자가 다섯 명으로 등록되나요",
  "Business Class passport question",
  "대표번호 1588-1234로 전화하면 되나요",
  "일오팔팔에 일이삼사 거기죠",
  "080-123-4567 무료 전화",
  "주문번호 20241219001 배송 언제 와요",
  "송장번호 123456789012 조회해 주세요",
  "가격이 1,234,567원이에요",
  "운송장 오육칠팔 일이삼사 구공일이",
  "보험료가 십이만 삼천사백오십육원",
  "사업자번호 123-45-67890",
  "상품코드 8801234567890",
  "이번 달 이십오일에 삼만 오천원 나갔어요",
  "2024년 12월 19일에 배송 온다고 했어요",
  "십이월 이십일에 도착하나요",
  "이 일은 이사 오는 날 오후 세 시",
  "저는 이용자입니다",
  "우리 고객님 모시기",
  "서울 강남구에 매장 있나요",
  "카드로 3만원 결제했어요",
  "call 1-800-555-1234",
  "order number 100 200 3000 please",
  "this is unacceptable",
  "저는 강사예요 학원에서 일해요",
  "이름은 안 나와 있고 번호만 있어요",
  "충분히 이길 수 있어요",
  "비행기 편명이 케이이 칠공일이고요",
  "please transfer me to Billing",
  "Our business registration is 120-81-47521",
  "the business registration number we gave you is 130-81-20457",
  "our company number 214-87-30159 goes on the invoice",
  "your hotline 1800 33 0192 is always busy",
  "계약서 번호 2021-114-30817 갱신하려고요",
  "가맹점 번호 00731920458 맞나요",
  "수입신고번호 31920-22-440817 입력했어요",
  "6,300원 두 개예요",
  "I only speak Dutch, is that all right",
  "끝자리가 4만 원인 금액이요",
];

describe("redactText", () => {
  it.each(redacted)("reads %j as %j", (text, expected) => {
    const result = redactText(text, writtenLanguage(text));
    expect(result.text).toBe(expected);
  });

  it.each(kept)("leaves %j as it is", (text) => {
    expect(redactText(text, writtenLanguage(text))).toEqual({ text, spans: [] });
  });

  it("reports where the data was in the text as it came", () => {
    const text = "저는 홍길동이라고 하고요 번호는 010-1234-5678이에요";
    expect(redactText(text, "ko-KR").spans.map(({ start, end, type }) => [type, text.slice(start, end)])).toEqual([
      ["NAME", "홍길동"],
      ["PHONE", "010-1234-5678"],
    ]);
  });

  it("looks for numbers of both languages whatever the language", () => {
    expect(redactText("공일공 이삼사오 육칠팔구", "en-US").text).toBe("[PHONE]");
    expect(redactText("oh one oh two three four five six seven eight nine", "ko-KR").text).toBe("[PHONE]");
  });
});

const pieces = fc.oneof(
  fc.constantFrom(...redacted.map(([text]) => text), ...kept),
  fc.constantFrom(
    "음",
    "네",
    "[PHONE]",
    "카드",
    "계좌",
    "주문",
    " ",
    "-",
    "에",
    "이",
    "공일공",
    "일이삼사",
    "double",
    "two",
    "@",
    "골뱅이",
    "서울",
    "강남구",
    "1982년",
    "3월",
    "5일",
  ),
  fc.stringMatching(/^\d{1,16}$/),
  fc.string({ maxLength: 8 }),
);
const utterances = fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join(" "));
const languages = fc.constantFrom("ko-KR", "en-US");

describe("redaction of any text", () => {
  it("changes nothing that was redacted already", () => {
    fc.assert(
      fc.property(utterances, languages, (text, languageCode) => {
        const once = redactText(text, languageCode).text;
        expect(redactText(once, languageCode)).toEqual({ text: once, spans: [] });
      }),
      { numRuns: 400 },
    );
  });

  it("keeps spans in order, within bounds and apart, and the text outside of them as it was", () => {
    fc.assert(
      fc.property(utterances, languages, (text, languageCode) => {
        const { text: result, spans } = redactText(text, languageCode);
        let at = 0;
        let expected = "";
        for (const { start, end, type } of spans) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          expected += `${text.slice(at, start)}[${type}]`;
          at = end;
        }
        expect(at).toBeLessThanOrEqual(text.length);
        expect(result).toBe(expected + text.slice(at));
      }),
      { numRuns: 400 },
    );
  });

  it("leaves no mobile, identity or card number, however it is grouped", () => {
    const mobile = fc.stringMatching(/^010\d{8}$/);
    const identity = fc
      .tuple(
        fc.integer({ min: 0, max: 99 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
        fc.stringMatching(/^[1-8]\d{6}$/),
      )
      .map(
        ([year, month, day, rest]) => [year, month, day].map((part) => String(part).padStart(2, "0")).join("") + rest,
      );
    const card = fc.stringMatching(/^[3-9]\d{15}$/);
    const grouped = fc.tuple(
      fc.oneof(
        mobile.map((n) => [n, 3, 7] as const),
        identity.map((n) => [n, 6] as const),
        card.map((n) => [n, 4, 8, 12] as const),
      ),
      fc.constantFrom("", "-", " ", " - ", ". "),
    );
    fc.assert(
      fc.property(
        grouped,
        fc.constantFrom("네 ", "제 건 ", "my number is "),
        ([[digits, ...cuts], separator], lead) => {
          const written = [...digits]
            .map((digit, at) => ((cuts as number[]).includes(at) ? separator : "") + digit)
            .join("");
          expect(redactText(`${lead}${written} 이에요`, "ko-KR").text).not.toMatch(/\d/);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("the work of redaction", () => {
  const growth = (unit: string): number => {
    const stepsOf = (copies: number) => {
      const scan = startScan(unit.repeat(copies));
      findPii(scan.text, "ko-KR", scan);
      return scan.steps();
    };
    const copies = Math.ceil(2_000 / unit.length);
    return stepsOf(copies * 4) / stepsOf(copies);
  };

  it.each([
    "1",
    "1 ",
    "1-",
    "음 1 ",
    "공일",
    "이 ",
    "공일공 ",
    "@",
    "a@a.",
    "골뱅이 ",
    "a at ",
    "김",
    "저는 ",
    "서울 강남구 ",
    "년월일",
    "1982년 ",
    "my name is ",
    "double ",
    "- ",
    "12가 ",
    "카드 1234 ",
    "끝자리 1 ",
    "여권 A1 ",
    "A as in ",
    "공일공 잠깐 ",
    "일 일일 ",
    "apt 1 ",
    "gil 1-ro ",
    "b dot at ",
    "John is ",
    "팔이년 아니 ",
    "101동 1호 ",
    "가 1-1 ",
    "김 자 ",
    "김 민 수 ",
    "이십 ",
    "ends in 1 ",
    "one hundred ",
    "****-1234 ",
    "P.O. Box 1 ",
    "a-ro 1 ",
    "born in 1982 ",
    "Kevin ",
    "+1 ",
    "(010) ",
    "공일공 아니 ",
    "010 no sorry ",
    "계좌 110-012-345678 일 ",
    "김 아니 김민수 ",
    "oh ",
    "the sixth of ",
    "101동 가나 1호 ",
    "one and ",
  ])("grows in step with the text for %j repeated", (unit) => {
    expect(growth(unit)).toBeLessThan(4.2);
  });

  it.each(["이 ", "1-", "김", "끝자리 1 "])(
    "looks at no more than 3,000 characters for each of 100,000 made of %j",
    (unit) => {
      const text = unit.repeat(Math.ceil(100_000 / unit.length)).slice(0, 100_000);
      const scan = startScan(text);
      findPii(text, "ko-KR", scan);
      expect(scan.steps() / text.length).toBeLessThan(3_000);
    },
  );

  it("grows in step with the text for whatever is repeated", () => {
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 3 }), (parts) => {
        const unit = parts.join(" ");
        fc.pre(unit.length > 0);
        expect(growth(unit)).toBeLessThan(4.3);
      }),
      { numRuns: 40 },
    );
  });
});

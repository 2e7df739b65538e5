import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  capabilities,
  capabilityOf,
  enginesFor,
  isServed,
  languageServices,
} from "../../../domain/language/capabilities.ts";
import { type ContactLanguage, languageAfter, switchAfter } from "../../../domain/language/contact-language.ts";
import { languageWish } from "../../../domain/language/language-wish.ts";
import {
  contactLanguages,
  isContactLanguage,
  languagesToHear,
  mainDialectOf,
  undetermined,
} from "../../../domain/language/spoken-languages.ts";

const korean = "배송이 언제 오는지 알고 싶어요";
const english = "I would like to know where my parcel is";
const utterance = (text: string, languageCode = /[가-힣]/.test(text) ? "ko-KR" : "en-US") => ({ text, languageCode });
const goesOnIn = (start: string, ...texts: readonly string[]) => {
  let language: ContactLanguage = { languageCode: start };
  for (const text of texts) language = languageAfter(language, utterance(text));
  return language;
};

describe("the language of a contact", () => {
  it.each([
    ["stays while the caller speaks it", "ko-KR", [korean, korean], "ko-KR"],
    ["changes when another is spoken twice in a row", "ko-KR", [english, english], "en-US"],
    ["changes back the same way", "en-US", [korean, korean], "ko-KR"],
    ["does not change for one utterance", "ko-KR", [english, korean, english, korean], "ko-KR"],
    ["does not change for what anybody says", "ko-KR", ["OK", "yes", "hello", "12 34"], "ko-KR"],
    ["keeps counting over what speaks for no language", "ko-KR", [english, "OK", english], "en-US"],
    ["is what the first clear words are, when the flow did not say", undetermined, ["OK", english], "en-US"],
    ["is open while nothing clear is said", undetermined, ["네", "OK"], undetermined],
    ["changes at once on a wish in Korean", "ko-KR", ["저기 영어로 말씀해 주실 수 있나요"], "en-US"],
    ["changes at once on a wish in English", "ko-KR", ["can we speak english please"], "en-US"],
    ["changes back at once on a wish", "en-US", ["한국말로 해 주세요"], "ko-KR"],
    ["does not take a manual for a wish", "ko-KR", ["영어로 된 설명서가 있나요"], "ko-KR"],
    ["keeps the dialect of the flow", "en-GB", [english, english], "en-GB"],
  ])("%s", (_, start, texts, expected) => {
    expect(goesOnIn(start, ...texts).languageCode).toBe(expected);
  });

  it("tells a wish from a habit, and a wish for what is spoken anyway from both", () => {
    const wish = utterance("english please");
    expect(languageAfter({ languageCode: "ko-KR" }, wish)).toEqual({ languageCode: "en-US", wasAskedFor: true });
    expect(languageAfter({ languageCode: "en-GB" }, wish)).toEqual({ languageCode: "en-GB", wasAskedFor: false });
  });

  it("believes the letters before the recogniser where they leave no doubt", () => {
    const misnamed = utterance(english, "ko-KR");
    expect(languageAfter(languageAfter({ languageCode: "ko-KR" }, misnamed), misnamed).languageCode).toBe("en-US");
  });

  it("takes no words for another language that were redacted, and none in a language that is not served", () => {
    expect(goesOnIn("ko-KR", "[PHONE] [NAME] [ADDRESS] [CARD]", "[PHONE] [NAME] [ADDRESS] [CARD]").languageCode).toBe(
      "ko-KR",
    );
    expect(goesOnIn("ko-KR", "荷物はいつ届きますか", "荷物はいつ届きますか").languageCode).toBe("ko-KR");
  });

  it("is always a served language once it is known, and needs its evidence in a row", () => {
    const said = fc.constantFrom(korean, english, "OK", "네", "", "[PHONE]", "荷物はいつ届きますか");
    fc.assert(
      fc.property(
        fc.constantFrom("ko-KR", "en-US", "en-GB", undetermined),
        fc.array(said, { maxLength: 20 }),
        (start, texts) => {
          let language: ContactLanguage = { languageCode: start };
          let inRow = 0;
          for (const text of texts) {
            const next = languageAfter(language, utterance(text));
            inRow = text === english ? inRow + 1 : text === korean ? 0 : inRow;
            if (language.languageCode === "ko-KR" && next.languageCode === "en-US")
              expect(inRow).toBeGreaterThanOrEqual(switchAfter);
            expect(isContactLanguage(next.languageCode)).toBe(true);
            if (next.other) expect(next.other.utterances).toBeLessThan(switchAfter);
            language = next;
          }
        },
      ),
    );
  });
});

describe("what a caller says about the language", () => {
  it.each([
    ["영어로 말씀해 주실 수 있나요", "en", ""],
    ["영어로 부탁드려요", "en", ""],
    ["영어로 말할 수 없나요", "en", ""],
    ["영어가 편해요", "en", ""],
    ["한국말로 해", "ko", ""],
    ["한국어로 바꿔 주세요", "ko", ""],
    ["한국어 상담 받을 수 있나요", "ko", ""],
    ["can't we speak english", "en", ""],
    ["in English please", "en", ""],
    ["do you speak Korean", "ko", ""],
    ["네 한국말로 해 주세요", "ko", ""],
  ])("%s: is a wish and nothing else", (text, language, rest) => {
    expect(languageWish(text)).toEqual({ language, rest });
  });

  it.each([
    ["영어로 얘기해 주세요 배송이 언제 와요", "en", "배송이 언제 와요"],
    ["영어로 상담원 연결해 주세요", "en", "상담원 연결해 주세요"],
    ["영어 하는 분 바꿔 주세요", "en", "분 바꿔 주세요"],
    ["korean please where is my parcel", "ko", "where is my parcel"],
    ["can we speak English, I want to return the shoes", "en", ", I want to return the shoes"],
    ["can I talk to somebody who speaks Korean", "ko", "can I talk to somebody"],
    ["I want to speak with somebody in English", "en", "I want to speak with somebody"],
  ])("%s: is a wish beside a request", (text, language, rest) => {
    expect(languageWish(text)).toEqual({ language, rest });
  });

  it.each([
    ["I don't speak English, Korean please", "ko"],
    ["can you switch from English to Korean", "ko"],
    ["I can't speak English well, can I speak Korean", "ko"],
    ["영어로 말하지 말고 한국어로 말해 주세요", "ko"],
    ["영어로 말 못해요", "ko"],
    ["영어로 이야기하지 마세요", "ko"],
    ["I do not speak Korean", "en"],
    ["I don't speak English", undefined],
  ])("%s: speaks against one language", (text, language) => {
    expect(languageWish(text).language).toBe(language);
  });

  it.each([
    "네",
    "영어로 된 설명서가 있나요",
    "영어로 안내된 설명서가 왔는데 반품하고 환불해 주세요",
    "왜 자꾸 영어로 안내 문자가 오나요",
    "영수증을 영어로 부탁드려요",
    "영어로 말해 줬는데 못 알아들어요",
    "영어로 편지를 보냈는데요",
    "영어 교재를 주문했는데 환불 부탁드려요",
    "please send the receipt in English",
    "I talk to my English teacher about the book",
  ])("%s: names a language and wishes for none", (text) => {
    expect(languageWish(text)).toEqual({ rest: text });
  });

  it("takes time that grows with the length, whatever is said", () => {
    const parts = fc.constantFrom(
      "영어",
      "한국어",
      "로 ",
      "말",
      "상담",
      " ",
      "don't ",
      "speak ",
      "to ",
      "english ",
      "please ",
      "가나다 ",
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 400 }), (words) => {
        const text = words.join("").trim().replace(/\s+/g, " ");
        expect(languageWish(text).rest.length).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe("what a speech session listens for", () => {
  it.each([
    ["ko-KR", contactLanguages, { languageCode: "ko-KR", alsoSpoken: ["en-US"] }],
    ["en-GB", contactLanguages, { languageCode: "en-GB", alsoSpoken: ["ko-KR"] }],
    [undetermined, contactLanguages, { languageCode: undetermined, alsoSpoken: ["ko-KR", "en-US"] }],
    ["ko-KR", ["ko-KR"], { languageCode: "ko-KR", alsoSpoken: [] }],
    [undetermined, ["ko-KR"], { languageCode: "ko-KR", alsoSpoken: [] }],
  ])("is, in %s where callers speak %j, %j", (languageCode, callers, expected) => {
    expect(languagesToHear(languageCode, callers)).toEqual(expected);
  });
});

describe("the table of languages", () => {
  it("says of every service in every language what answers, or what happens instead", () => {
    for (const services of Object.values(capabilities)) {
      for (const service of languageServices) {
        const capability = services[service];
        if (capability.answers) expect(capability.answers.length).toBeGreaterThan(0);
        else expect(capability.refused.ko).toMatch(/[가-힣]/);
      }
    }
  });
  it("serves a contact only in languages that are served throughout", () => {
    for (const [language, services] of Object.entries(capabilities)) {
      const throughout = languageServices.every((service) => services[service].answers !== undefined);
      expect([language, isServed("contact", language)]).toEqual([language, throughout]);
    }
    expect(contactLanguages.every((code) => isServed("contact", code))).toBe(true);
  });
  it("is read by any code of a language", () => {
    expect(enginesFor("sentiment", "EN-gb")).toEqual(["comprehend", "embedded"]);
    expect(enginesFor("sentiment", "ja-JP")).toEqual(["comprehend"]);
    expect(capabilityOf("sentiment", "fi-FI")).toHaveProperty("refused");
    expect([mainDialectOf("en-AU"), mainDialectOf(undetermined), mainDialectOf("ja-JP")]).toEqual([
      "en-US",
      "ko-KR",
      "en-US",
    ]);
  });
});

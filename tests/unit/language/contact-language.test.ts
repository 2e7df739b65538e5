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

import { describe, expect, it } from "@jest/globals";
import { nameSigns } from "../../../../domain/redaction/learned/name-features.ts";
import { readTokens } from "../../../../domain/redaction/learned/read-tokens.ts";

const signsOf = (text: string) => nameSigns(readTokens(text));

describe("nameSigns", () => {
  it("tell of each of a word's first four syllables how the word begins and what follows", () => {
    const [first, second, , , fifth] = signsOf("김민준이에요");
    expect(first).toEqual(["0 2 frequent   준이에요", "0 3 frequent given  이에요"]);
    expect(second?.[1]).toBe("1 3 frequent given  이에요");
    expect(fifth).toEqual([]);
  });
  it("know everyday words that look like names", () => {
    expect(signsOf("이용자예요")[0]?.[1]).toContain("everyday");
  });
  it("tell of a Latin word whether it is a name, and its capitals", () => {
    expect(signsOf("Park emma LG")).toEqual([["first  family"], ["none given "], ["all  "]]);
  });
  it("have nothing to say of one syllable, digits and signs", () => {
    expect(signsOf("네 12 !")).toEqual([[], [], []]);
  });
});

import { describe, expect, it } from "@jest/globals";
import { alikeSyllables, soundOf } from "../../../domain/redaction/korean-sounds.ts";

describe("the sound of a Korean word", () => {
  it.each([
    ["주문번호", "즈문번호"],
    ["주문번호", "쭈믄뻔오"],
    ["운송장", "움손쟝"],
    ["사업자", "솨억차"],
  ])("is that of its mishearing: %s, %s", (said, heard) => {
    expect(soundOf(heard)).toBe(soundOf(said));
  });

  it.each([
    ["주문번호", "주민번호"],
    ["송장번호", "통장번호"],
    ["접수번호", "전화번호"],
  ])("tells apart whose a number is: %s, %s", (one, other) => {
    expect(soundOf(one)).not.toBe(soundOf(other));
  });

  it("is as long as the text, and leaves what is no syllable", () => {
    expect(soundOf("order 12 ㅋㅋ")).toBe("order 12 ㅋㅋ");
    expect(soundOf("제 주문, no. 3")).toHaveLength("제 주문, no. 3".length);
  });
});

describe("syllables that sound alike", () => {
  it("differ by one of their jamo", () => {
    expect(alikeSyllables("일")).toEqual(["힐", "윌", "읠", "인", "임", "잉"]);
    expect(alikeSyllables("이")).toEqual(["히", "위", "의"]);
  });

  it("are none for what is no syllable", () => {
    expect(alikeSyllables("a")).toEqual([]);
  });
});

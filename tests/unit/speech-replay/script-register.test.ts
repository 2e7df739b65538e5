import { describe, expect, it } from "@jest/globals";
import { createScriptRegister } from "../../../local/speech/script-register.ts";

const utterance = (startMs: number, endMs: number, channel = 0) => ({
  contactId: "c",
  channel,
  startMs,
  endMs,
  text: `${startMs}`,
});

describe("the script register", () => {
  it("finds the utterance that a position lies in, by contact and channel", () => {
    const register = createScriptRegister();
    register.register(utterance(1_000, 2_000));
    register.register(utterance(0, 400));
    register.register(utterance(1_500, 1_800, 1));
    expect(register.at("c", 0, 1_999)?.startMs).toBe(1_000);
    expect(register.at("c", 0, 2_000)).toBeUndefined();
    expect(register.at("c", 0, 400)).toBeUndefined();
    expect(register.at("c", 1, 1_600)?.startMs).toBe(1_500);
    expect(register.at("other", 0, 1_500)).toBeUndefined();
    expect(register.utterances("c").map((one) => one.startMs)).toEqual([0, 1_000, 1_500]);
  });

  it("refuses utterances that overlap or do not last", () => {
    const register = createScriptRegister();
    register.register(utterance(1_000, 2_000));
    expect(() => register.register(utterance(1_999, 3_000))).toThrow(/overlap/);
    expect(() => register.register(utterance(0, 1_001))).toThrow(/overlap/);
    expect(() => register.register(utterance(5, 5))).toThrow(/must last/);
    register.register(utterance(2_000, 3_000));
  });

  it("forgets a contact", () => {
    const register = createScriptRegister();
    register.register(utterance(0, 10));
    register.forget("c");
    expect(register.utterances("c")).toEqual([]);
  });
});

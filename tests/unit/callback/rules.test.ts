import { describe, expect, it } from "@jest/globals";
import { type CallOutcome, callOutcome, isCallSettled } from "../../../domain/callback/call-outcome.ts";
import { CallbackPlan, callbackPlan, nextCallAt } from "../../../domain/callback/callback-plan.ts";
import { partOfTomorrow, preferredTime } from "../../../domain/callback/preferred-time.ts";
import configured from "../../../domain/routing/data/opening-hours.json" with { type: "json" };
import { OpeningHours } from "../../../domain/routing/opening-hours.ts";
import { at } from "../../support/builders.ts";

const hours = OpeningHours.parse(configured);
const seoul = (text: string) => Date.parse(`${text}+09:00`);
const shown = (instant: number | undefined) => instant && new Date(instant + 9 * 3_600_000).toISOString().slice(0, 16);

describe("when a caller is called back", () => {
  const tomorrowAtTwo = ["2026-11-24T14:00:00", "2026-11-24T15:00:00"] as const;
  const next = (
    promised: string,
    calledAt: string[] = [],
    now = calledAt.at(-1) ?? promised,
    preferred?: readonly [from: string, to: string],
  ) =>
    shown(
      nextCallAt(
        callbackPlan,
        {
          promisedAt: seoul(promised),
          calledAt: calledAt.map(seoul),
          preferred: preferred && { from: seoul(preferred[0]), to: seoul(preferred[1]) },
        },
        { hours: "office" },
        hours,
        seoul(now),
      ),
    );
  it.each([
    ["after a while", next("2026-11-23T10:00:00"), "2026-11-23T10:15"],
    ["at the opening, promised in the evening", next("2026-11-23T20:00:00"), "2026-11-24T09:00"],
    ["on Monday, promised just before Friday's end", next("2026-11-20T17:50:00"), "2026-11-23T09:00"],
    ["when the caller asked for it", next("2026-11-23T10:00:00", [], undefined, tomorrowAtTwo), "2026-11-24T14:00"],
    [
      "again within the time that was asked for",
      next("2026-11-23T10:00:00", ["2026-11-24T14:00:00"], undefined, tomorrowAtTwo),
      "2026-11-24T14:15",
    ],
    [
      "at the same time of the next day, when that time is over",
      next("2026-11-23T10:00:00", ["2026-11-24T14:50:00"], undefined, tomorrowAtTwo),
      "2026-11-25T14:00",
    ],
    [
      "at the same time of the next working day, the third time",
      next("2026-11-23T10:00:00", ["2026-11-27T14:00:00", "2026-11-27T14:15:00"], undefined, tomorrowAtTwo),
      "2026-11-30T14:00",
    ],
    [
      "on Monday at that time, asked for on a Saturday",
      next("2026-11-27T10:00:00", [], undefined, ["2026-11-28T09:00:00", "2026-11-28T12:00:00"]),
      "2026-11-30T09:00",
    ],
    [
      "after the holidays, asked for on Lunar New Year's day",
      next("2026-02-13T10:00:00", [], undefined, ["2026-02-17T13:00:00", "2026-02-17T18:00:00"]),
      "2026-02-19T13:00",
    ],
    [
      "in the rest of that time, when the machine comes late",
      next("2026-11-23T10:00:00", [], "2026-11-24T14:40:00", tomorrowAtTwo),
      "2026-11-24T14:40",
    ],
    [
      "at the next opening, asked for at night",
      next("2026-11-23T10:00:00", [], undefined, ["2026-11-23T21:00:00", "2026-11-23T22:00:00"]),
      "2026-11-24T09:00",
    ],
    ["again a while after the first call", next("2026-11-23T10:00:00", ["2026-11-23T10:15:00"]), "2026-11-23T10:30"],
    [
      "the third time on the next day",
      next("2026-11-23T10:00:00", ["2026-11-23T10:15:00", "2026-11-23T10:31:00"]),
      "2026-11-24T09:00",
    ],
    [
      "never a fourth time",
      next("2026-11-23T10:00:00", ["2026-11-23T10:15:00", "2026-11-23T10:31:00", "2026-11-24T09:00:00"]),
      undefined,
    ],
    [
      "at once, when the machine comes late",
      next("2026-11-23T10:00:00", [], "2026-11-23T11:00:00"),
      "2026-11-23T11:00",
    ],
    ["not at all a week later", next("2026-11-23T10:00:00", [], "2026-12-02T11:00:00"), undefined],
  ])("%s", (_when, at, expected) => {
    expect(at).toBe(expected);
  });
  it("may be at any hour where the queue is staffed at all hours", () => {
    const state = { promisedAt: seoul("2026-11-22T23:00:00"), calledAt: [] };
    const at = nextCallAt(callbackPlan, state, { hours: "always" }, hours, state.promisedAt);
    expect(shown(at)).toBe("2026-11-22T23:15");
  });
  it("is refused where it rings longer than Amazon Connect lets it", () => {
    expect(CallbackPlan.safeParse({ ...callbackPlan, ringSeconds: 90 }).success).toBe(false);
  });
});

describe("the time that a caller asks to be called at", () => {
  const now = seoul("2026-11-23T10:00:00");
  it.each([
    ["내일 오후 두 시에 전화 주세요", "2026-11-24T14:00", "2026-11-24T15:00"],
    ["오늘 저녁에 전화 주세요", "2026-11-23T18:00", "2026-11-23T21:00"],
    ["세 시 반 이후에 전화 주세요", "2026-11-23T15:30", "2026-11-23T16:30"],
    ["수요일 오전에 연락 주세요", "2026-11-25T09:00", "2026-11-25T12:00"],
    ["오전 9시에 전화 주세요", "2026-11-24T09:00", "2026-11-24T10:00"],
    ["모레 전화 주세요", "2026-11-25T09:00", "2026-11-25T18:00"],
    ["call me back tomorrow after three", "2026-11-24T15:00", "2026-11-24T16:00"],
    ["could you call at 5 pm", "2026-11-23T17:00", "2026-11-23T18:00"],
    ["call me on friday morning", "2026-11-27T09:00", "2026-11-27T12:00"],
  ])("%s", (text, from, to) => {
    const time = preferredTime(text, "Asia/Seoul", now);
    expect([shown(time?.from), shown(time?.to)]).toEqual([from, to]);
  });
  it.each([
    "이따가 다시 전화 주실 수 있나요?",
    "I can't talk right now. Could you please call me back later?",
    "한 시간 뒤에 전화 주세요",
  ])("is not guessed: %s", (text) => {
    expect(preferredTime(text, "Asia/Seoul", now)).toBeUndefined();
  });
});

describe("the time that a caller asks for by a key", () => {
  const now = seoul("2026-11-23T23:30:00");
  it.each([
    ["tomorrow_morning", "2026-11-24T09:00", "2026-11-24T12:00"],
    ["tomorrow_afternoon", "2026-11-24T13:00", "2026-11-24T18:00"],
    ["", undefined, undefined],
    ["next_year", undefined, undefined],
  ])("%s", (name, from, to) => {
    const time = partOfTomorrow(name, "Asia/Seoul", now);
    expect([shown(time?.from), shown(time?.to)]).toEqual([from, to]);
  });
});

describe("what became of a call", () => {
  const over = { disconnectedAt: at(60), contactRecordAt: at(90) };
  const taken = { ...over, connectedToSystemAt: at(5) };
  it.each<[string, Parameters<typeof callOutcome>[0], CallOutcome | undefined]>([
    ["nothing yet", { initiatedAt: at(0) }, undefined],
    ["an agent talks to the caller", { connectedToAgentAt: at(20) }, "reached"],
    ["the caller pressed 2", { ...taken, callbackAnswer: "no" }, "declined"],
    ["the caller hung up in the queue", { ...taken, callbackAnswer: "yes" }, "left_queue"],
    ["nobody pressed a key", { ...taken, disconnectReason: "CONTACT_FLOW_DISCONNECT" }, "answering_machine"],
    ["a machine was detected", { ...taken, answeringMachine: "VOICEMAIL_BEEP" }, "answering_machine"],
    ["the line was engaged", { ...over, disconnectReason: "TELECOM_BUSY" }, "busy"],
    ["it rang out", { ...over, disconnectReason: "TELECOM_TIMEOUT" }, "no_answer"],
    ["Amazon Connect stopped ringing", { ...over, disconnectReason: "TELECOM_ORIGINATOR_CANCEL" }, "no_answer"],
    ["a campaign's call met an engaged line", { ...over, answeringMachine: "SIT_TONE_BUSY" }, "busy"],
    ["the number is none", { ...over, disconnectReason: "TELECOM_NUMBER_INVALID" }, "invalid_number"],
    ["the network failed", { ...over, disconnectReason: "TELECOM_PROBLEM" }, "failed"],
    ["nothing says why", over, "no_answer"],
  ])("%s", (_what, facts, outcome) => {
    expect(callOutcome(facts)).toBe(outcome);
  });
  it("is settled by the agent, or by the record that names the reason", () => {
    expect(isCallSettled({ disconnectedAt: at(60) })).toBe(false);
    expect(isCallSettled(over)).toBe(true);
    expect(isCallSettled({ connectedToAgentAt: at(9) })).toBe(true);
  });
});

describe("the day that a caller names", () => {
  // A Tuesday.
  const now = seoul("2026-11-24T10:00:00");
  it.each([
    ["25일 오후 두 시에 전화 주세요", "2026-11-25T14:00", "2026-11-25T15:00"],
    ["12월 3일 오후 2시에 부탁드려요", "2026-12-03T14:00", "2026-12-03T15:00"],
    ["십이월 삼일 오전에 연락 주세요", "2026-12-03T09:00", "2026-12-03T12:00"],
    ["3일 오전에 전화 주세요", "2026-12-03T09:00", "2026-12-03T12:00"],
    ["on December 3rd at 2 pm", "2026-12-03T14:00", "2026-12-03T15:00"],
    ["call me on december twenty first in the morning", "2026-12-21T09:00", "2026-12-21T12:00"],
    ["다음 주 수요일 오후에 전화 주세요", "2026-12-02T13:00", "2026-12-02T18:00"],
    ["수요일 오후에 전화 주세요", "2026-11-25T13:00", "2026-11-25T18:00"],
    ["다음 주에 전화 주세요", "2026-11-30T09:00", "2026-11-30T18:00"],
    ["사흘 뒤 오전에 주세요", "2026-11-27T09:00", "2026-11-27T12:00"],
    ["5일 뒤에 전화 주세요", "2026-11-29T09:00", "2026-11-29T18:00"],
    ["오늘 5시까지 전화 주세요", "2026-11-24T10:00", "2026-11-24T17:00"],
    ["tomorrow before 11 am please", "2026-11-25T09:00", "2026-11-25T11:00"],
    ["20일에 주문한 것 때문에 내일 오전에 전화 주세요", "2026-11-25T09:00", "2026-11-25T12:00"],
  ])("%s", (text, from, to) => {
    const time = preferredTime(text, "Asia/Seoul", now);
    expect([shown(time?.from), shown(time?.to)]).toEqual([from, to]);
  });
  it.each(["가능한 시점에 전화 주세요", "20일에 주문했는데 전화 주세요", "2월 30일에 전화 주세요"])(
    "is not guessed: %s",
    (text) => {
      expect(preferredTime(text, "Asia/Seoul", now)).toBeUndefined();
    },
  );
});

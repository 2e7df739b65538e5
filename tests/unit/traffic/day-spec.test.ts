import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { DayRefused, readDay } from "../../../local/traffic/day-spec.ts";

const read = (name: string) => readFileSync(`local/traffic/days/${name}`, "utf8");
const goLive = JSON.parse(read("go-live.json"));
const refusal = (day: unknown, words = read) => {
  try {
    readDay(typeof day === "string" ? day : JSON.stringify(day), "my.json", words);
  } catch (error) {
    if (error instanceof DayRefused) return error.message;
  }
  return "not refused";
};

describe("reading a day", () => {
  it("takes the one that comes with the project", () => {
    expect(readDay(JSON.stringify(goLive), "go-live.json", read)).toMatchObject({
      name: "go-live",
      contacts: 247,
      agents: 8,
    });
  });

  it.each([
    ["an unknown field", { ...goLive, mood: "good" }, /- file: .*mood/],
    ["an unknown role", { ...goLive, cast: { dreamers: 3 } }, /- cast.*dreamers|- cast: /],
    ["nobody in the cast", { ...goLive, cast: { questions: 0 } }, /- cast: nobody would call/],
    ["no arrivals", { ...goLive, arrivals: [{ from: "09:00", weight: 0 }] }, /- arrivals: nobody would call/],
    [
      "a time outside of the day",
      { ...goLive, arrivals: [{ from: "08:00", weight: 1 }] },
      /- arrivals\.0\.from: is not within/,
    ],
    [
      "times out of order",
      {
        ...goLive,
        arrivals: [
          { from: "10:00", weight: 1 },
          { from: "09:30", weight: 1 },
        ],
      },
      /- arrivals\.1\.from: is not after 10:00/,
    ],
    ["a closing before the opening", { ...goLive, opens: "19:00" }, /- opens: is not before closes/],
    [
      "a range upside down",
      { ...goLive, speechS: { ...goLive.speechS, talk: { least: 9, most: 1 } } },
      /- speechS\.talk: least is more than most/,
    ],
    [
      "a time that is none",
      { ...goLive, callbacksUntil: "25:00" },
      /- callbacksUntil: a time of the day is written "09:30"/,
    ],
    ["a share above all", { ...goLive, englishShare: 2 }, /- englishShare: /],
    [
      "scores without weight",
      { ...goLive, survey: { ...goLive.survey, scores: { ...goLive.survey.scores, overall: { 5: 0 } } } },
      /- survey\.scores\.overall: some score needs a weight/,
    ],
  ])("refuses %s, with the file, the field and where the form is", (_what, day, reason) => {
    expect(refusal(day)).toMatch(/^my\.json is no day:\n/);
    expect(refusal(day)).toMatch(reason);
    expect(refusal(day)).toMatch(/See local\/traffic\/README\.md for the form\.$/);
  });

  it("says so when a file is not JSON", () => {
    expect(refusal("name: go-live")).toMatch(/^my\.json is no day:\n- it is not JSON/);
  });

  it("names the file of words that is wrong", () => {
    const words = JSON.parse(read("words.ko.json"));
    const broken = (name: string) =>
      name === "words.ko.json" ? JSON.stringify({ ...words, goodbyes: [] }) : read(name);
    expect(refusal(goLive, broken)).toMatch(/^words\.ko\.json, the words of my\.json, is no day:\n- goodbyes: /);
  });
});

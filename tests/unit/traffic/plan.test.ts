import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { canonicalPlan, planDigest, planTraffic } from "../../../local/traffic/plan.ts";
import { contactKinds, readScenario } from "../../../local/traffic/scenario.ts";

const day = readScenario(readFileSync("local/traffic/scenarios/day.json", "utf8"), "day.json");
const few = { ...day, contacts: day.contacts.slice(0, 3) };

describe("the plan of generated traffic", () => {
  it("is the same to the byte for the same seed", () => {
    expect(canonicalPlan(planTraffic(few, "7"))).toBe(canonicalPlan(planTraffic(few, "7")));
    expect(planDigest(planTraffic(few, "7"))).toBe(planDigest(planTraffic(few, "7")));
  });

  it("differs for another seed, in its sound too", () => {
    const [one, other] = [planTraffic(few, "7"), planTraffic(few, "8")];
    expect(planDigest(one)).not.toBe(planDigest(other));
    expect(one.contacts[0]?.audio[0]?.sha256).not.toBe(other.contacts[0]?.audio[0]?.sha256);
  });

  it("draws a contact's chances from its own place: more contacts do not change the earlier ones", () => {
    const grown = planTraffic({ ...few, contacts: day.contacts.slice(0, 4) }, "7");
    expect(grown.contacts.slice(0, 3)).toEqual(planTraffic(few, "7").contacts);
  });

  it("has different contact ids throughout", () => {
    const silent = {
      ...day,
      contacts: day.contacts.map((contact) => ({
        ...contact,
        steps: [],
        agent: { holdS: 0, talk: [{ by: "agent" as const, text: "네" }] },
      })),
    };
    const ids = planTraffic(silent, "1").contacts.map((contact) => contact.contactId);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("the small day", () => {
  it("holds at least 20 Korean and 5 English contacts", () => {
    const count = (language: string) => day.contacts.filter((contact) => contact.language === language).length;
    expect(count("ko-KR")).toBeGreaterThanOrEqual(20);
    expect(count("en-US")).toBeGreaterThanOrEqual(5);
  });

  it("holds every kind of contact", () => {
    expect(new Set(day.contacts.map((contact) => contact.kind))).toEqual(new Set(contactKinds));
  });

  it("holds no telephone number that somebody could have", () => {
    const digits = JSON.stringify(day).match(/\d{7,}/g) ?? [];
    expect(digits).toEqual([]);
  });
});

describe("reading a scenario", () => {
  const contact = { name: "a", kind: "answered", language: "ko-KR", arrivesAtS: 0, steps: ["네"] };
  const scenario = (contacts: unknown[]) => JSON.stringify({ name: "x", usualTalk: day.usualTalk, contacts });

  it("names the file and every field that is wrong", () => {
    const wrong = scenario([
      { ...contact, arrivesAtS: -1, mood: "good" },
      { ...contact, language: "fr-FR" },
    ]);
    expect(() => readScenario(wrong, "my.json")).toThrow(
      /^my\.json is no scenario:\n- contacts\.0\.arrivesAtS: .*\n- contacts\.0: .*mood.*\n- contacts\.1\.language: /,
    );
  });

  it("says so when the file is not JSON", () => {
    expect(() => readScenario("contacts:", "my.yml")).toThrow(/my\.yml is no scenario:\n- it is not JSON/);
  });
});

import { describe, expect, it } from "@jest/globals";
import configured from "../../../domain/routing/data/opening-hours.json" with { type: "json" };
import { OpeningHours } from "../../../domain/routing/opening-hours.ts";
import { queueFor, queueNamed } from "../../../domain/routing/queue-for.ts";
import { isStaffed, staffedFrom } from "../../../domain/routing/queue-hours.ts";

describe("the queue for a caller", () => {
  it("speaks the caller's language", () => {
    expect(queueFor("en-US", "refund").name).toBe("english-general");
    expect(queueFor("ko-KR", "agent_request").name).toBe("korean-general");
  });
  it("knows money matters", () => {
    expect(queueFor("ko-KR", "payment_error").name).toBe("korean-billing");
  });
  it.each(["ko-KR", "en-US"])("has people for security, asked for in %s by the matter or by the reason", (language) => {
    expect(queueFor(language, "card_lost").name).toBe("security");
    expect(queueFor(language, "technical_issue", "policy_security").name).toBe("security");
    expect(queueFor(language, "technical_issue", "angry_caller").name).not.toBe("security");
  });
  it("is an English one for a language that no queue speaks", () => {
    expect(queueFor("fr-FR", "refund").name).toBe("english-general");
    expect(queueFor("", "card_lost").name).toBe("security");
  });
  it("is found again by its name, as long as there is such a queue", () => {
    expect(queueNamed("korean-billing")?.skills).toEqual(["billing"]);
    expect(queueNamed("of yesterday")).toBeUndefined();
  });
});

describe("the hours of a queue", () => {
  const office = OpeningHours.parse(configured);
  const sunday = Date.parse("2026-11-22T12:00:00+09:00");
  it("are the office's for most, and all hours for security", () => {
    expect(isStaffed(queueFor("ko-KR", "refund"), office, sunday)).toBe(false);
    expect(isStaffed(queueFor("ko-KR", "card_lost"), office, sunday)).toBe(true);
    expect(staffedFrom(queueFor("ko-KR", "card_lost"), office, sunday)).toBe(sunday);
    expect(staffedFrom(queueFor("ko-KR", "refund"), office, sunday)).toBe(Date.parse("2026-11-23T09:00:00+09:00"));
  });
});

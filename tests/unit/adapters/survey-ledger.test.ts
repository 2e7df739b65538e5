import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createSurveyLedger } from "../../../adapters/dynamo-survey-ledger.ts";
import type { Survey } from "../../../schemas/survey.ts";
import { at } from "../../support/builders.ts";
import { openLocalTable } from "../../support/local-table.ts";

let table: Awaited<ReturnType<typeof openLocalTable>>;
beforeAll(async () => {
  table = await openLocalTable();
});
afterAll(() => table.close());

const survey = (contactId: string, second = 0): Survey => ({
  contactId,
  channel: "voice",
  languageCode: "ko-KR",
  hasAgent: true,
  hasBot: true,
  offeredAt: at(second),
  expiresAt: at(second + 86_400),
});
const overall = (score: number) => ({ question: "overall", score, answeredAt: at(5) }) as const;

describe("surveys in DynamoDB", () => {
  const ledger = () => createSurveyLedger(table.client, table.tableName);

  it("keep the first offer, the first answer of each question and the first comment", async () => {
    const first = survey("one");
    expect(await ledger().offerSurvey(first)).toEqual({ survey: first, isNew: true });
    expect(await ledger().offerSurvey(survey("one", 9))).toEqual({ survey: first, isNew: false });
    expect(await ledger().putAnswer(first, overall(4))).toEqual({ answer: overall(4), isNew: true });
    expect(await ledger().putAnswer(first, overall(1))).toEqual({ answer: overall(4), isNew: false });
    await ledger().putComment(first, "좋았어요");
    await ledger().putComment(first, "나빴어요");
    expect(await ledger().readSurvey("one")).toEqual({ survey: first, answers: [overall(4)], comment: "좋았어요" });
    expect(await ledger().readSurvey("none")).toBeUndefined();
  });

  it("count one answer of many that come at once", async () => {
    const kept = await Promise.all(
      [1, 2, 3, 4, 5].map((score) => ledger().putAnswer(survey("racing"), overall(score))),
    );
    expect(kept.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(kept.map(({ answer }) => answer.score)).size).toBe(1);
  });

  it("are found by the day of their offer, with their answers", async () => {
    const late = survey("late", 86_400);
    await ledger().offerSurvey(late);
    await ledger().putAnswer(late, overall(2));
    expect(await ledger().listSurveys("2024-12-20")).toEqual([{ survey: late, answers: [overall(2)] }]);
    expect((await ledger().listSurveys("2024-12-19")).map((kept) => kept.survey.contactId)).toEqual(["one"]);
    expect(await ledger().listSurveys("2024-12-21")).toEqual([]);
  });

  it("are found by a token's digest", async () => {
    await ledger().putSurveyToken("abc", "one");
    expect(await ledger().readSurveyToken("abc")).toBe("one");
    expect(await ledger().readSurveyToken("abd")).toBeUndefined();
  });
});

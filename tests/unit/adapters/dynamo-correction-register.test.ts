import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createCorrectionRegister } from "../../../adapters/dynamo-correction-register.ts";
import type { CorrectionRegister } from "../../../ports/correction-register.ts";
import type { IntentLabel } from "../../../schemas/intent.ts";
import { inMemoryCorrections } from "../../support/in-memory-corrections.ts";
import { openLocalTable } from "../../support/local-table.ts";

let table: Awaited<ReturnType<typeof openLocalTable>>;
beforeAll(async () => {
  table = await openLocalTable();
}, 30_000);
afterAll(() => table?.close());

const utterance = (contactId: string, begin = 0) => ({
  contactId,
  segmentId: `${contactId}#CUSTOMER#${String(begin).padStart(8, "0")}`,
  languageCode: "ko-KR",
  text: "환불해 주세요",
  predicted: { intent: "refund" as const, confidence: 0.8 },
});
const said = (intent: IntentLabel, at: string, by = "kim") => ({ intent, by, at });

describe.each([
  ["DynamoDB", (): CorrectionRegister => createCorrectionRegister(table.client, table.tableName, async () => {})],
  ["memory", (): CorrectionRegister => inMemoryCorrections()],
])("corrections in %s", (kind, open) => {
  it("stand in their contact and in the day of the first word", async () => {
    const register = open();
    const contact = `${kind}-a`;
    await register.judge(utterance(contact), said("refund", "2026-03-02T01:00:00.000Z"));
    const second = await register.judge(utterance(contact), said("exchange", "2026-03-03T01:00:00.000Z", "lee"));
    expect(second).toMatchObject({ judgement: { by: "lee" }, first: { by: "kim" }, revisions: 1 });
    expect(await register.listOfContact(contact)).toEqual([second]);
    expect(await register.listOfDay("2026-03-02", 10)).toEqual({ corrections: [second] });
    expect(await register.listOfDay("2026-03-03", 10)).toEqual({ corrections: [] });
  });

  it("come page by page, each once, in the order in which they were given", async () => {
    const register = open();
    for (const begin of [3, 1, 2, 0])
      await register.judge(utterance(`${kind}-b`, begin), said("refund", `2026-04-01T01:00:0${begin}.000Z`));
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await register.listOfDay("2026-04-01", 2, after);
      seen.push(...page.corrections.map(({ first }) => first.at.slice(17, 19)));
      after = page.next;
    } while (after !== undefined);
    expect(seen).toEqual(["00", "01", "02", "03"]);
  });

  it("lose no word when agents judge at the same moment", async () => {
    const register = open();
    const words = ["refund", "exchange", "refund", "complaint"] as const;
    await Promise.all(
      words.map((intent, at) => register.judge(utterance(`${kind}-c`), said(intent, `2026-05-01T00:00:0${at}.000Z`))),
    );
    const [only, ...others] = await register.listOfContact(`${kind}-c`);
    expect(others).toEqual([]);
    expect(words).toContain(only?.judgement.intent);
    const again = await register.judge(
      utterance(`${kind}-c`),
      said(only?.judgement.intent ?? "refund", "2026-05-02T00:00:00.000Z"),
    );
    expect(again).toEqual(only);
  });
});

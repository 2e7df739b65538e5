import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { readLedgerAccount } from "../../local/cli/reconcile/ledger-account.ts";
import { apiUrlOf, createApiCaller } from "../../local/cli/trace/http-api.ts";
import { type Centre, openCentre } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";

describe("languages and corrections on the local stack", () => {
  let centre: Centre;
  beforeAll(async () => {
    centre = await openCentre();
  }, 120_000);
  afterAll(() => centre?.close());

  const api = (method: "GET" | "POST", path: string, body?: unknown) => {
    const client = { region: "ap-northeast-2", endpoint: centre.stack.endpointUrl };
    const access = { client: { ...client, credentials: { accessKeyId: "tester", secretAccessKey: "secret" } } };
    const { outputs } = centre.stack;
    return createApiCaller(
      access,
      apiUrlOf({ ...access, outputs, place: "the test", prefix: "aicc-dev", engines: {} }),
    )(method, path, body);
  };
  const play = async (...says: readonly string[]) => {
    const { contactId, over, problems } = centre.call({ says });
    await over;
    const { status } = await centre.end(contactId);
    expect({ status, problems }).toEqual({ status: "SUCCEEDED", problems: [] });
    const decisions = [...(await centre.ledger.listDecisions(contactId))].sort((a, b) => a.sequence - b.sequence);
    return { contactId, decisions };
  };
  /** What the caller heard before the agent, from the first answer on. */
  const heardBy = async (contactId: string) =>
    (await centre.ledger.listUtterances(contactId))
      .filter(({ participantRole }) => participantRole === "AGENT")
      .slice(1);

  it("a caller on the Korean number who keeps speaking English is answered in English from the second time on", async () => {
    const { contactId, decisions } = await play(
      "I would like to know where my parcel is",
      "when will my parcel be delivered to my house",
    );
    expect(decisions.map(({ language }) => language?.languageCode)).toEqual(["ko-KR", "en-US"]);
    expect(decisions[0]?.message).toMatch(/[가-힣]/);
    expect(decisions[1]?.message).not.toMatch(/[가-힣]/);
    const heard = await heardBy(contactId);
    expect(heard.map(({ languageCode }) => languageCode).slice(0, 2)).toEqual(["ko-KR", "en-US"]);
    expect((await centre.ledger.readRecord(contactId))?.languageCode).toBe("en-US");
    const spoken = (await centre.ledger.listUtterances(contactId)).filter((one) => one.participantRole === "CUSTOMER");
    expect(spoken.map(({ languageCode }) => languageCode)).toEqual(["en-US", "en-US"]);
  }, 60_000);

  it("a caller who asks for English has it at once", async () => {
    const { decisions } = await play("영어로 말씀해 주실 수 있나요");
    expect(decisions[0]).toMatchObject({ action: "answer", language: { languageCode: "en-US" } });
    expect(decisions[0]?.message).toContain("in English");
  }, 60_000);

  it("an agent corrects an intent once and for all, and the report and the metric tell", async () => {
    const { contactId } = await play("지난주에 주문한 택배가 아직 안 왔는데 언제 도착하나요");
    const listed = await api("GET", `/contacts/${contactId}/utterances`);
    const { utterances } = listed.body as { utterances: { beginOffsetMs: number; intent: string; text: string }[] };
    expect(utterances).toMatchObject([{ intent: "delivery_status" }]);
    const path = `/contacts/${contactId}/utterances/${utterances[0]?.beginOffsetMs}/intent`;

    const once = await api("POST", path, { intent: "delivery_status", by: "kim" });
    const again = await api("POST", path, { intent: "delivery_status", by: "lee" });
    expect(once).toMatchObject({ status: 200, body: { judgement: { by: "kim" }, text: utterances[0]?.text } });
    expect(again).toEqual(once);
    expect(await api("POST", path, { intent: "complaint", by: "lee" })).toMatchObject({
      status: 200,
      body: { revisions: 1 },
    });
    expect(await api("POST", path, { intent: "nonsense", by: "kim" })).toMatchObject({ status: 400 });

    await eventually("the judgement is counted", async () => centre.total("IntentCorrect") > 0);
    expect(centre.total("IntentCorrect")).toBe(1);

    const corrections = async (...args: readonly string[]) => {
      const endpoint = ["--endpoint", centre.stack.endpointUrl, "--api", centre.output("HttpApiUrl")];
      const { stdout } = await promisify(execFile)("npx", ["node", "local/cli/corrections.ts", ...args, ...endpoint], {
        env: { ...process.env, NODE_OPTIONS: "" },
      });
      return stdout;
    };
    const today = new Date();
    const range = { from: today.getTime() - 3_600_000, to: today.getTime() + 3_600_000 };
    const account = await readLedgerAccount(centre.dynamo, centre.output("LedgerTableName"), range);
    expect(account.measurements.filter(({ metric }) => metric === "IntentCorrect")).toEqual([
      { metric: "IntentCorrect", value: 1, dimensions: { Language: "ko-KR" } },
    ]);
    expect(await corrections()).toContain("delivery_status → complaint");
    expect(await corrections("report", "--per", "day")).toContain("1 judged, 0 right: 0.0 %");
    expect(await corrections("export")).toBe(`complaint\t${utterances[0]?.text}\n`);
  }, 90_000);
});

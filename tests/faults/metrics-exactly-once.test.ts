import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { reconcileDay } from "../../local/cli/reconcile/reconcile-day.ts";
import { type Centre, openCentre } from "../support/centre.ts";
import { contactByHand } from "../support/contact-by-hand.ts";
import { eventually } from "../support/eventually.ts";
import type { Hold, LedgerWrite } from "../support/holding-ledger.ts";

const emitFunction = "aicc-dev-emitContactMetrics";
const recordFunction = "aicc-dev-recordUtterance";

/** Where a function may be killed: while it waits for the answer to its claim, or before its mark is written, which of an utterance is its record. */
const killPoints = {
  "between claim and print": ({ operation, sk }: LedgerWrite): Hold =>
    operation === "PutItem" && sk.startsWith("ONCE#") ? "write, but never answer" : "pass",
  "between print and mark": ({ body, sk }: LedgerWrite): Hold =>
    body.includes("isEmitted = :yes") || sk.startsWith("SEGMENT#") ? "never write" : "pass",
} as const;
type KillPoint = keyof typeof killPoints;

describe("the metrics of contacts and utterances, when functions are killed", () => {
  let centre: Centre;
  /** Writes of which claim or mark are held back, by the beginnings of their sort keys. */
  let kill: { readonly point: KillPoint; readonly keys: readonly string[] } | undefined;
  let dynamo: DynamoDBDocumentClient;
  let cloudWatch: CloudWatchClient;

  beforeAll(async () => {
    const hold = (write: LedgerWrite): Hold =>
      kill?.keys.some((key) => write.sk.startsWith(key)) ? killPoints[kill.point](write) : "pass";
    centre = await openCentre({ holdLedger: hold });
    // A second is enough to print a line; whoever waits longer for the ledger is killed.
    for (const name of [emitFunction, recordFunction])
      centre.stack.functions.createFunction({ ...centre.stack.functions.getFunction(name), timeoutSeconds: 1 });
    const client = {
      endpoint: centre.stack.endpointUrl,
      region: "ap-northeast-2",
      credentials: { accessKeyId: "tester", secretAccessKey: "secret" },
    };
    dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(client));
    cloudWatch = new CloudWatchClient(client);
  }, 120_000);
  afterAll(async () => {
    dynamo?.destroy();
    cloudWatch?.destroy();
    await centre?.close();
  });

  /** How often the function was ended because its time was up. */
  const killed = (functionName: string) =>
    (centre.stack.logs.events(`/aws/lambda/${functionName}`) ?? []).filter(({ message }) =>
      /Task timed out|"errorName":"TimeoutError"/.test(message),
    ).length;
  const lines = (functionName: string, contactId: string, emission: string) =>
    (centre.stack.logs.events(`/aws/lambda/${functionName}`) ?? []).filter(
      ({ message }) => message.includes('"_aws"') && message.includes(contactId) && message.includes(emission),
    ).length;
  const reconcile = () => {
    const range = { from: Date.now() - 12 * 3_600_000, to: Date.now() + 12 * 3_600_000 };
    return reconcileDay(dynamo, cloudWatch, centre.output("LedgerTableName"), range);
  };
  const differences = async () => (await reconcile()).series.filter(({ isEqual }) => !isEqual);

  it.each(Object.keys(killPoints) as KillPoint[])(
    "count a contact once when its step is killed %s",
    async (point) => {
      const contact = contactByHand(centre);
      const before = killed(emitFunction);
      kill = { point, keys: ["ONCE#contact-metrics"] };
      await contact.publish(contact.detail("INITIATED"));
      await contact.hangUp();
      await eventually("the function was killed", () => killed(emitFunction) > before);
      expect(lines(emitFunction, contact.contactId, "contact-metrics")).toBe(
        point === "between print and mark" ? 1 : 0,
      );
      kill = undefined;

      expect(await centre.end(contact.contactId)).toMatchObject({ status: "SUCCEEDED" });
      expect(lines(emitFunction, contact.contactId, "contact-metrics")).toBe(1);
      expect(await differences()).toEqual([]);
      expect((await reconcile()).unfinished).toEqual([]);
    },
    90_000,
  );

  it.each(Object.keys(killPoints) as KillPoint[])(
    "count an utterance once when its step is killed %s",
    async (point) => {
      const before = killed(recordFunction);
      kill = { point, keys: ["ONCE#utterance-metrics", "SEGMENT#"] };
      const call = centre.call({ says: ["주문한 물건이 언제 와요?"] });
      await eventually("the function was killed", () => killed(recordFunction) > before);
      kill = undefined;
      await call.over;
      expect(await centre.end(call.contactId)).toMatchObject({ status: "SUCCEEDED", closing: { outcome: "bot" } });
      const utterances = await centre.ledger.listUtterances(call.contactId);
      for (const { segmentId } of utterances) expect(lines(recordFunction, call.contactId, segmentId)).toBe(1);
      expect(await differences()).toEqual([]);
    },
    120_000,
  );

  it("agree with the ledger to the contact after calls whose events come twice and in any order, and whose steps run again", async () => {
    const before = await reconcile();
    const calls = [
      centre.call({
        says: ["주문 취소하고 싶어요.", "네, 고마워요. 끊을게요."],
        delivery: { duplicated: 1, reordered: 1 },
      }),
      centre.call({ says: ["상담원 바꿔 주세요."], delivery: { duplicated: 1 } }),
      centre.call({ says: ["Where is my parcel?"], languageCode: "en-US", delivery: { duplicated: 1, dropped: 0.3 } }),
    ];
    const alone = contactByHand(centre);
    await alone.publish(alone.detail("INITIATED"), alone.detail("INITIATED"));
    await Promise.all([alone.hangUp(), alone.hangUp(), alone.hangUp()]);
    await Promise.all(calls.map(({ over }) => over));
    const contactIds = [...calls.map(({ contactId }) => contactId), alone.contactId];
    for (const contactId of contactIds) expect((await centre.end(contactId)).status).toBe("SUCCEEDED");

    // What a machine would do again after a lost answer.
    for (const contactId of contactIds) {
      const { FunctionError, Payload } = await centre.amazon.lambda.send(
        new InvokeCommand({ FunctionName: emitFunction, Payload: Buffer.from(JSON.stringify({ contactId })) }),
      );
      expect([FunctionError, Buffer.from(Payload ?? []).toString()]).toEqual([undefined, '{"emitted":false}']);
    }
    const after = await reconcile();
    expect(after.contacts).toBe(before.contacts + contactIds.length);
    expect(after.series.filter(({ isEqual }) => !isEqual)).toEqual([]);
    expect(after.unfinished).toEqual([]);
    const total = after.series.find(
      ({ metric, dimensions }) => metric === "Contacts" && !Object.keys(dimensions).length,
    );
    expect(total?.metrics).toEqual({ count: after.contacts, sum: after.contacts });
  }, 120_000);

  it("are found to differ when a contact was counted twice, or never", async () => {
    const [series] = centre.stack.metrics.list().filter(({ name, dimensions }) => {
      return name === "Contacts" && Object.keys(dimensions).length === 0;
    });
    centre.stack.metrics.put({ ...series!, unit: "Count", value: 1, timestamp: Date.now() });
    const [difference, ...others] = await differences();
    expect(others).toEqual([]);
    expect(difference).toMatchObject({ metric: "Contacts", dimensions: {} });
    expect(difference?.metrics.count).toBe((difference?.ledger.count ?? 0) + 1);
  });
});

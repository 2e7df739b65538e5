import { spawn } from "node:child_process";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { PutRecordCommand } from "@aws-sdk/client-kinesis";
import { ListExecutionsCommand, SFNClient } from "@aws-sdk/client-sfn";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { DeleteCommand, DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { ledgerKeys } from "../../adapters/ledger-keys.ts";
import { apiUrlOf, type CallApi, createApiCaller } from "../../local/cli/trace/http-api.ts";
import { DeadLetterListing, type ListedDeadLetter, RedriveReply } from "../../schemas/dead-letter.ts";
import type { Segment } from "../../schemas/segment.ts";
import { segment } from "../support/builders.ts";
import { type Centre, openCentre } from "../support/centre.ts";
import { contactByHand } from "../support/contact-by-hand.ts";
import { eventually } from "../support/eventually.ts";

const region = "ap-northeast-2";
const credentials = { accessKeyId: "tester", secretAccessKey: "secret" };
const words = "지난주에 주문한 택배가 아직 안 왔어요";

describe("redriving dead letters", () => {
  let centre: Centre;
  let dynamo: DynamoDBDocumentClient;
  let sfn: SFNClient;
  let sqs: SQSClient;
  let api: CallApi;
  let apiUrl = "";
  beforeAll(async () => {
    centre = await openCentre();
    const own = { endpoint: centre.stack.endpointUrl, region, credentials };
    dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(own));
    sfn = new SFNClient(own);
    sqs = new SQSClient(own);
    const access = { client: own, prefix: "aicc-dev", outputs: centre.stack.outputs, engines: {}, place: "the test" };
    apiUrl = apiUrlOf(access);
    api = createApiCaller(access, apiUrl);
  }, 120_000);
  afterAll(async () => {
    for (const client of [dynamo, sfn, sqs]) client?.destroy();
    await centre?.close();
  });

  const lying = async (queue: string): Promise<ListedDeadLetter[]> => {
    const { queues } = DeadLetterListing.parse((await api("GET", "/dead-letters")).body);
    return queues.find((listing) => listing.queue === queue)?.letters ?? [];
  };
  const redrive = async (queue: string, body: unknown): Promise<RedriveReply> =>
    RedriveReply.parse((await api("POST", `/dead-letters/${queue}/redrive`, body)).body);
  const letters = (queue: string, count: number) =>
    eventually(`${count} letters lie in ${queue}`, async () => {
      const found = await lying(queue);
      return found.length === count && found;
    });
  /** Lays a broken item where a contact's story is kept: whatever reads it finds a broken contract. */
  const spoil = (contactId: string, sk: string) =>
    dynamo.send(
      new PutCommand({
        TableName: centre.output("LedgerTableName"),
        Item: { pk: ledgerKeys.contact(contactId), sk, state: "bewitched" },
      }),
    );
  const mend = (contactId: string, sk: string) =>
    dynamo.send(
      new DeleteCommand({
        TableName: centre.output("LedgerTableName"),
        Key: { pk: ledgerKeys.contact(contactId), sk },
      }),
    );
  const layAside = (queue: "Segment" | "ContactEvent", letter: unknown, attributes: Record<string, string> = {}) =>
    sqs.send(
      new SendMessageCommand({
        QueueUrl: centre.output(`${queue}DeadLettersUrl`),
        MessageBody: JSON.stringify(letter),
        MessageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
        ),
      }),
    );
  /** A final segment of a contact, put on the stream; where it lies there. */
  const speak = async (contactId: string) => {
    const spoken: Segment = segment({
      contactId,
      segmentId: `${contactId}#CUSTOMER#00001000`,
      text: words,
      endReceivedAt: Date.now(),
    });
    const { kinesis } = centre.amazon;
    const { ShardId = "", SequenceNumber = "" } = await kinesis.send(
      new PutRecordCommand({
        StreamName: centre.output("SegmentStreamName"),
        PartitionKey: contactId,
        Data: Buffer.from(JSON.stringify(spoken)),
      }),
    );
    return { shardId: ShardId, sequenceNumber: SequenceNumber };
  };
  const segmentStreamArn = () => `arn:aws:kinesis:${region}:000000000000:stream/${centre.output("SegmentStreamName")}`;

  it("keeps contact events while their cause lasts, completes the contact when it is gone, and does no harm again", async () => {
    const contact = contactByHand(centre);
    const { contactId, detail, at } = contact;
    await spoil(contactId, ledgerKeys.record);
    await contact.publish(detail("INITIATED"), detail("DISCONNECTED", { disconnectTimestamp: at(30) }));

    const found = await letters("contact-events-dlq", 2);
    for (const letter of found) {
      expect(letter).toMatchObject({
        origin: "asynchronous invocation",
        error: "ContractViolation",
        reason: expect.stringContaining("a contact record in the ledger breaks its contract: "),
        contactId,
        attempts: 3,
      });
    }
    const tooEarly = await redrive("contact-events-dlq", { count: 1 });
    expect(tooEarly).toMatchObject({
      sentBack: [],
      kept: [{ why: expect.stringContaining("its cause is not gone: ContractViolation: ") }],
    });

    await mend(contactId, ledgerKeys.record);
    const ids = found.map(({ messageId }) => messageId);
    const reply = await redrive("contact-events-dlq", { messageIds: ids });
    expect(reply.sentBack.map(({ messageId }) => messageId).sort()).toEqual([...ids].sort());
    expect(reply).toMatchObject({ kept: [], notFound: [], isDone: true });
    expect(await centre.end(contactId)).toMatchObject({ status: "SUCCEEDED", closing: { outcome: "abandoned" } });
    expect(await lying("contact-events-dlq")).toEqual([]);

    const before = await centre.ledger.readRecord(contactId);
    const attributes = {
      RULE_ARN: `arn:aws:events:${region}:000000000000:rule/aicc-dev-contact-event`,
      TARGET_ARN: centre.stack.resources.RouteContactEventLambdaFunction?.arn ?? "",
      ERROR_CODE: "NO_RESOURCE",
    };
    const event = {
      id: "00000000-0000-4000-8000-00000000000e",
      time: at(0),
      source: "aws.connect",
      "detail-type": "Amazon Connect Contact Event",
      detail: detail("DISCONNECTED", { disconnectTimestamp: at(30) }),
    };
    await layAside("ContactEvent", event, attributes);
    await layAside("ContactEvent", event, attributes);
    expect((await redrive("contact-events-dlq", { all: true })).sentBack).toHaveLength(2);
    expect(await centre.ledger.readRecord(contactId)).toEqual(before);
    const { executions = [] } = await sfn.send(
      new ListExecutionsCommand({ stateMachineArn: centre.output("ContactMachineArn") }),
    );
    expect(executions.filter(({ name }) => name === contactId)).toHaveLength(1);
  }, 90_000);

  it("puts segments on their stream again until they are recorded, once", async () => {
    const contact = contactByHand(centre);
    const { contactId } = contact;
    const broken = ledgerKeys.decision("broken");
    await contact.publish(contact.detail("INITIATED"));
    await spoil(contactId, broken);
    const { shardId, sequenceNumber } = await speak(contactId);

    const [letter] = await letters("segments-dlq", 1);
    expect(letter).toMatchObject({
      origin: "consumer",
      error: "Rejected",
      contactId,
      place: { shardId, firstSequenceNumber: sequenceNumber, lastSequenceNumber: sequenceNumber },
    });
    expect(JSON.stringify(letter)).not.toContain(words);

    await mend(contactId, broken);
    expect(await redrive("segments-dlq", { all: true })).toMatchObject({
      sentBack: [{ messageId: letter?.messageId, to: `stream ${centre.output("SegmentStreamName")}` }],
      kept: [],
    });
    const heard = () => centre.ledger.listUtterances(contactId);
    await eventually("the utterance is recorded", async () => (await heard()).length > 0);

    // The same place once more, as Lambda would tell it of a batch.
    const KinesisBatchInfo = {
      streamArn: segmentStreamArn(),
      shardId,
      startSequenceNumber: sequenceNumber,
      endSequenceNumber: sequenceNumber,
      batchSize: 1,
    };
    await layAside("Segment", { requestContext: { condition: "RetryAttemptsExhausted" }, KinesisBatchInfo });
    expect((await redrive("segments-dlq", { all: true })).sentBack).toHaveLength(1);
    await eventually("the stream is consumed", () => centre.stack.isIdle());
    expect((await heard()).map(({ text }) => text)).toEqual([words]);
    expect(await centre.ledger.listDecisions(contactId)).toHaveLength(1);
    expect(await lying("segments-dlq")).toEqual([]);
    await contact.hangUp();
    expect(await centre.end(contactId)).toMatchObject({ status: "SUCCEEDED" });
  }, 90_000);

  it("says on the command line what lies where, that a place is older than what the stream keeps, and what it sent", async () => {
    const contact = contactByHand(centre);
    const { shardId } = await speak(contact.contactId);
    const letter = {
      reason: "a test",
      error: "Rejected",
      streamArn: segmentStreamArn(),
      shardId,
      sequenceNumber: "1",
      partitionKey: contact.contactId,
      at: contact.at(0),
    };
    await layAside("Segment", letter);
    const cli = (...args: string[]) =>
      new Promise<{ readonly status: number | null; readonly out: string }>((resolve) => {
        const options = ["local/cli/redrive.ts", ...args, "--endpoint", centre.stack.endpointUrl, "--api", apiUrl];
        const child = spawn(process.execPath, options, { stdio: ["ignore", "pipe", "pipe"] });
        let out = "";
        for (const stream of [child.stdout, child.stderr])
          stream.setEncoding("utf8").on("data", (text) => (out += text));
        child.once("close", (status) => resolve({ status, out }));
      });
    const listing = await cli();
    expect(listing.status).toBe(0);
    expect(listing.out).toMatch(
      /segments-dlq {2}1 letter\n.*from consumer.*\n {4}Rejected: a test\n {4}at aicc-dev-segments/,
    );
    expect(listing.out).toContain("contact-records-dlq  0 letters");
    const redriven = await cli("segments-dlq", "--all");
    expect(redriven).toEqual({ status: 1, out: expect.stringMatching(/kept: the stream no longer keeps the record/) });
    expect(await letters("segments-dlq", 1)).toHaveLength(1);
    expect(await cli("contact-events-dlq", "--all")).toEqual({
      status: 0,
      out: "Nothing lies in contact-events-dlq.\n",
    });
    expect((await cli("orders-dlq", "--count", "3")).out).toContain("there is no dead-letter queue orders-dlq");
    expect((await cli("segments-dlq")).out).toContain("Say which letters to send back");
    expect(centre.lost).toEqual([]);
    expect(centre.total("DeadLettersSentBack")).toBe(6);
  }, 90_000);
});

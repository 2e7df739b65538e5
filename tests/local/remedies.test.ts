import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { build } from "esbuild";
import { z } from "zod";
import { createIssueRegister } from "../../adapters/dynamo-issue-register.ts";
import { createRemedyBook } from "../../adapters/dynamo-remedy-book.ts";
import { apiUrlOf, createApiCaller } from "../../local/cli/trace/http-api.ts";
import { type LocalStack, startLocalStack } from "../../local/stack/local-stack.ts";
import { createVirtualClock } from "../../local/virtual-clock.ts";
import { DeadLetterListing } from "../../schemas/dead-letter.ts";
import { contactEvent } from "../support/builders.ts";
import { openCentreDirectory } from "../support/centre-directory.ts";
import { invocationLetter } from "../support/dead-letter-messages.ts";

const minute = 60_000;
/** 09:55 in Seoul on the go-live day. */
const start = Date.parse("2024-12-19T00:55:00.000Z");
const settings = { region: "ap-northeast-2", credentials: { accessKeyId: "tester", secretAccessKey: "secret" } };

/** A step that holds as much memory as it is told: so many megabytes, or such a share of what it has. */
const hungry = `
import { z } from "zod";
import { step } from "./runtime/step.ts";
let held;
export const handler = step({
  service: "test.hungry",
  input: z.object({ megabytes: z.number().optional(), share: z.number().optional() }),
  dependencies: {},
  run: (_, { megabytes, share = 0 }) => {
    const limit = Number(process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE);
    held ??= Buffer.alloc((megabytes ?? limit * share) * 1_048_576);
    return { held: held.length };
  },
});`;

describe("remedies on the packaged stack, in virtual time", () => {
  const clock = createVirtualClock(start);
  const codeDirectory = mkdtempSync(join(tmpdir(), "aicc-hungry-"));
  let stack: LocalStack;
  let removeDirectory: () => void;
  let dynamo: DynamoDBDocumentClient;
  let sqs: SQSClient;
  let secondLine: string;

  beforeAll(async () => {
    await build({
      stdin: { contents: hungry, resolveDir: process.cwd(), loader: "ts" },
      outfile: join(codeDirectory, "hungry.mjs"),
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node24",
      banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    });
    const { directory, remove } = await openCentreDirectory();
    removeDirectory = remove;
    stack = await startLocalStack({ directory, clock });
    const own = { ...settings, endpoint: stack.endpointUrl };
    dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(own), { marshallOptions: { removeUndefinedValues: true } });
    sqs = new SQSClient(own);
    secondLine = await listenToSecondLine();
  }, 120_000);
  afterEach(async () => {
    await api("POST", "/remedies/switch", { isOn: true, by: "a test", why: "the next test" });
    await clock.advance(25 * 60 * minute);
  }, 60_000);
  afterAll(async () => {
    dynamo?.destroy();
    sqs?.destroy();
    await stack?.close();
    removeDirectory?.();
    rmSync(codeDirectory, { recursive: true, force: true });
  });

  const ledger = () => stack.outputs.LedgerTableName ?? "";
  const issues = () => createIssueRegister(dynamo, ledger(), () => new Date(clock.now()));
  const book = () => createRemedyBook(dynamo, ledger(), () => new Date(clock.now()));
  const memoryOf = (key: string) => stack.functions.getFunction(`aicc-dev-${key}`).memoryMegabytes;
  const api = (method: "GET" | "POST", path: string, body?: unknown) => {
    const access = { client: { ...settings, endpoint: stack.endpointUrl } };
    const url = apiUrlOf({ ...access, outputs: stack.outputs, place: "the test", prefix: "aicc-dev", engines: {} });
    return createApiCaller(access, url)(method, path, body);
  };

  /** A queue that hears what the second line is told. */
  async function listenToSecondLine(): Promise<string> {
    const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: "second-line" }));
    const reply = await fetch(stack.endpointUrl, {
      method: "POST",
      headers: {
        authorization:
          "AWS4-HMAC-SHA256 Credential=tester/20260101/ap-northeast-2/sns/aws4_request, SignedHeaders=host, Signature=0",
        "x-amz-date": "20260101T000000Z",
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams({
        Action: "Subscribe",
        TopicArn: stack.outputs.SecondLineTopicArn ?? "",
        Protocol: "sqs",
        Endpoint: "arn:aws:sqs:ap-northeast-2:000000000000:second-line",
      }).toString(),
    });
    expect(reply.ok).toBe(true);
    return QueueUrl;
  }
  /** The subjects that the second line was told because of a remedy, of an issue. */
  async function calls(issueId: string): Promise<string[]> {
    const subjects: string[] = [];
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: secondLine, MaxNumberOfMessages: 10 }),
      );
      if (Messages.length === 0) return subjects.filter((subject) => subject.includes("remedy"));
      for (const { ReceiptHandle } of Messages) {
        await sqs.send(new DeleteMessageCommand({ QueueUrl: secondLine, ReceiptHandle }));
      }
      const found = Messages.map(({ Body = "" }) => String(JSON.parse(Body).Subject));
      subjects.push(...found.filter((subject) => subject.includes(issueId)));
    }
  }

  /** Puts hungry code into a function of the stack, and takes it back. */
  function feed(key: string): { stop: () => void } {
    const configuration = stack.functions.getFunction(`aicc-dev-${key}`);
    stack.functions.createFunction({ ...configuration, codeDirectory, handler: "hungry.handler" });
    return { stop: () => stack.functions.createFunction(configuration) };
  }
  /** Runs a function twice a minute, for so many minutes of simulated time. */
  async function run(key: string, payload: object, minutes: number): Promise<void> {
    for (let round = 0; round < minutes * 2; round += 1) {
      const invocation = stack.functions.invoke(`aicc-dev-${key}`, JSON.stringify(payload));
      expect(await clock.runUntil(invocation)).toMatchObject({ ok: true });
      await clock.advance(minute / 2);
    }
  }
  /** `npm run remedies`, while simulated time goes on. */
  function cli(...args: string[]): Promise<{ readonly stdout: string }> {
    const url = apiUrlOf({
      client: { ...settings, endpoint: stack.endpointUrl },
      outputs: stack.outputs,
      place: "the test",
      prefix: "aicc-dev",
      engines: {},
    });
    const at = ["--endpoint", stack.endpointUrl, "--api", url];
    const node = "node_modules/.bin/node";
    return promisify(execFile)(node, ["local/cli/remedies.ts", ...args, ...at], { encoding: "utf8" });
  }
  const executionOf = (remedyId: string) => stack.stepFunctions.executions().find(({ name }) => name === remedyId);

  it("raises the memory of the function that fills up, sees it well, and resolves the issue with the time it took", async () => {
    const food = feed("archiveTranscript");
    expect(memoryOf("archiveTranscript")).toBe(512);
    await run("archiveTranscript", { megabytes: 430 }, 35);
    food.stop();

    const [remedy] = await book().list();
    expect(remedy).toMatchObject({
      functionName: "aicc-dev-archiveTranscript",
      ailment: "near-memory-limit",
      state: "held",
      reason: "recovered",
      fromMb: 512,
      toMb: 1024,
    });
    expect(remedy?.evidence).toMatch(/^8\d % of 512 MB in use$/);
    const log = (await issues().list()).filter(({ causeKey }) => causeKey === "alarm#aicc-dev-memory-high");
    expect(log).toHaveLength(1);
    expect(log[0]).toMatchObject({
      source: "alarm",
      occurrences: 1,
      state: "resolved",
      remedy: expect.stringContaining("aicc-dev-archiveTranscript 512 -> 1024 MB"),
      prevention: expect.stringContaining("memorySize: 1024"),
    });
    expect((log[0]?.timeToResolveMs ?? 0) / minute).toBeGreaterThan(15);
    expect((log[0]?.timeToResolveMs ?? 0) / minute).toBeLessThan(30);
    expect((await book().listActions()).map(({ what, phase }) => `${what} ${phase}`).reverse()).toEqual([
      "raise-memory intended",
      "raise-memory done",
      "resolve-issue done",
    ]);
    expect(executionOf(remedy?.remedyId ?? "")?.status).toBe("SUCCEEDED");
    expect(await calls(log[0]?.issueId ?? "")).toEqual([]);
  }, 120_000);

  it("puts the memory back when more does not help, and calls the second line", async () => {
    const food = feed("showIssue");
    await run("showIssue", { share: 0.85 }, 20);
    food.stop();
    const [remedy] = await book().list();
    expect(remedy).toMatchObject({ state: "undone", reason: "still-ill", fromMb: 512, toMb: 1024 });
    expect(memoryOf("showIssue")).toBe(512);
    const issue = await issues().read(remedy?.issueId ?? "");
    expect(issue).toMatchObject({ state: "open", severity: "high", follows: "ISS-001" });
    expect(await calls(issue.issueId)).toEqual([
      `[aicc][high] ${issue.issueId} needs a person: remedy undone (second line)`,
    ]);
    const own = (await book().listActions()).filter(({ remedyId }) => remedyId === remedy?.remedyId);
    expect(own.map(({ what, phase, before, after }) => [what, phase, before, after]).reverse()).toEqual([
      ["raise-memory", "intended", "512 MB", "1024 MB"],
      ["raise-memory", "done", "512 MB", "1024 MB"],
      ["restore-memory", "intended", "1024 MB", "512 MB"],
      ["restore-memory", "done", "1024 MB", "512 MB"],
      ["call-person", "done", undefined, undefined],
    ]);
  }, 120_000);

  it("does nothing while remedies are stopped, and leaves the issue to people", async () => {
    expect(await api("POST", "/remedies/switch", { isOn: false, by: "kim", why: "a drill" })).toMatchObject({
      status: 200,
      body: { isOn: false, by: "kim" },
    });
    const food = feed("takeIssue");
    await run("takeIssue", { share: 0.85 }, 15);
    food.stop();
    const [remedy] = await book().list();
    expect(remedy).toMatchObject({ functionName: "aicc-dev-takeIssue", state: "refused", reason: "stopped" });
    expect(memoryOf("takeIssue")).toBe(512);
    expect(await issues().read(remedy?.issueId ?? "")).toMatchObject({ state: "open" });
    expect((await book().listActions())[0]).toMatchObject({ what: "stop", who: "kim", why: "a drill" });
  }, 120_000);

  it("stops also while it watches: the function keeps its memory, people are called, and a person undoes it", async () => {
    const food = feed("raiseIssue");
    await run("raiseIssue", { megabytes: 430 }, 9);
    expect(memoryOf("raiseIssue")).toBe(1024);
    await api("POST", "/remedies/switch", { isOn: false, by: "kim", why: "a drill" });
    await run("raiseIssue", { megabytes: 430 }, 6);
    food.stop();
    // What ran the hungry code gets its own code back, and keeps the memory of the remedy.
    stack.functions.updateFunction("aicc-dev-raiseIssue", { memoryMegabytes: 1024 });
    const [remedy] = await book().list();
    expect(remedy).toMatchObject({ state: "left", reason: "stopped", toMb: 1024 });
    const { remedyId = "", issueId = "" } = remedy ?? {};
    expect(executionOf(remedyId)?.status).toBe("SUCCEEDED");
    expect(await calls(issueId)).toEqual([`[aicc][high] ${issueId} needs a person: remedy left (second line)`]);

    const { stdout: stopped } = await cli();
    expect(stopped).toMatch(/raiseIssue-20241\d+T\d+Z .* 512 -> 1024 +left .* stopped/);
    expect(stopped).toContain("Remedies are stopped (kim, ");
    expect((await cli("undo", remedyId, "--by", "kim", "--why", "the drill is over")).stdout).toBe(
      "aicc-dev-raiseIssue has 512 MB again\n",
    );
    expect(memoryOf("raiseIssue")).toBe(512);
    expect((await cli("start", "--by", "kim", "--why", "the drill is over")).stdout).toContain("Remedies may act");
    expect((await cli("log")).stdout).toMatch(
      /kim +restore-memory +done +aicc-dev-raiseIssue +1024 MB +512 MB +the drill/,
    );
    await expect(cli("undo", "nobody-20241219T000000000Z", "--by", "kim", "--why", "x")).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("there is no remedy nobody-20241219T000000000Z"),
    });
  }, 120_000);

  describe("the letters of a queue, once an issue is resolved", () => {
    const queue = "contact-events-dlq";
    const lay = async (letters: readonly { readonly body: string }[]) => {
      for (const { body } of letters) {
        await sqs.send(
          new SendMessageCommand({ QueueUrl: stack.outputs.ContactEventDeadLettersUrl, MessageBody: body }),
        );
      }
    };
    const lying = async () => {
      // Looking into a queue asks its servers for a second, which must go by.
      const listing = DeadLetterListing.parse((await clock.runUntil(api("GET", "/dead-letters"))).body);
      return listing.queues.find((one) => one.queue === queue)?.letters.length;
    };
    /** Opens an issue, resolves it, and lets half an hour go by. */
    const resolveSomething = async (summary: string) => {
      const { body } = await api("POST", "/issues", { severity: "low", summary });
      const { issue } = z.object({ issue: z.object({ issueId: z.string() }) }).parse(body);
      await clock.advance(minute);
      await api("POST", `/issues/${issue.issueId}/resolution`, { remedy: "corrected" });
      await clock.advance(30 * minute);
      return `${issue.issueId}-${queue}`;
    };
    const failure = { errorType: "Transient", errorMessage: "the ledger was away" };
    const event = (contactId: string) => contactEvent("COMPLETED", { contactId }, `event-${contactId}`);

    it("are sent back to their function, one first and then the rest", async () => {
      const contacts = Array.from({ length: 4 }, () => randomUUID());
      await lay(contacts.map((contactId) => invocationLetter(failure, event(contactId))));
      const redriveId = await resolveSomething("the ledger was away");
      expect(await lying()).toBe(0);
      expect(executionOf(redriveId)?.output).toMatchObject({
        text: expect.stringContaining('"result":"sent","sent":4'),
      });
      const rounds = (await book().listActions()).filter(({ remedyId }) => remedyId === redriveId);
      expect(rounds.map(({ phase, why }) => `${phase} ${why}`).reverse()).toEqual([
        "intended round 1, at most 1 letters",
        "done round 1: 1 sent back, 0 kept",
        "intended round 2, at most 10 letters",
        "done round 2: 3 sent back, 0 kept",
        "intended round 3, at most 10 letters",
        "done round 3: 0 sent back, 0 kept",
      ]);
    }, 120_000);

    it("stay where they are when the first is not taken, and have an issue of their own", async () => {
      const broken = invocationLetter(failure, { detail: { contactId: randomUUID() } });
      await lay([broken, broken, broken]);
      const redriveId = await resolveSomething("something else");
      expect(await lying()).toBe(3);
      expect(executionOf(redriveId)?.output).toMatchObject({
        text: expect.stringContaining('"result":"kept","sent":0'),
      });
      const own = (await issues().list()).find(({ causeKey }) => causeKey === `redrive#${queue}`);
      expect(own).toMatchObject({ state: "open", severity: "high", source: "fault" });
      expect(own?.cause).toContain("its cause is not gone: ContractViolation");
    }, 120_000);
  });
});

import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DescribeExecutionCommand, SFNClient } from "@aws-sdk/client-sfn";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createContactLedger } from "../../adapters/dynamo-contact-ledger.ts";
import { createIssueRegister } from "../../adapters/dynamo-issue-register.ts";
import { inboundFlow } from "../../local/cli/start/inbound-flow.ts";
import { wallClock } from "../../local/clock.ts";
import { createComprehendService, type FaultHook } from "../../local/comprehend/comprehend-service.ts";
import { createAmazonClients } from "../../local/connect/amazon-clients.ts";
import { createScriptedCaller } from "../../local/connect/callers/scripted-caller.ts";
import { createScriptedVoice } from "../../local/connect/callers/scripted-voice.ts";
import { createChance } from "../../local/connect/chance.ts";
import { loadFlow } from "../../local/connect/flow/load-flow.ts";
import { instanceArn } from "../../local/connect/instance.ts";
import type { Speed } from "../../local/connect/line/phone-line.ts";
import { createKinesisVideoStreams } from "../../local/connect/media/kinesis-video-streams.ts";
import type { Delivery } from "../../local/connect/publishing/contact-event-publisher.ts";
import { openSimulatedConnect } from "../../local/connect/simulated-connect.ts";
import { simulatedServiceAccessKeyId } from "../../local/gateway/credential-scope.ts";
import type { PutFault } from "../../local/kinesis/kinesis-service.ts";
import { KinesisVideoService } from "../../local/kinesis-video/kinesis-video-service.ts";
import { createReplayEngine } from "../../local/speech/replay-engine.ts";
import { createScriptRegister } from "../../local/speech/script-register.ts";
import { startLocalStack } from "../../local/stack/local-stack.ts";
import { createTranscribeService } from "../../local/transcribe/transcribe-service.ts";
import type { ContactClosing } from "../../ports/contact-ledger.ts";
import { openCentreDirectory } from "./centre-directory.ts";
import { eventually } from "./eventually.ts";
import { createHoldingLedger, type Hold, type LedgerWrite } from "./holding-ledger.ts";

/** Where a test may make the services of a centre fail. */
export interface CentreOptions {
  /** Asked before each operation of Comprehend. */
  readonly comprehendFault?: FaultHook;
  /** Asked before each record is put on a Kinesis data stream. */
  readonly putFault?: PutFault;
  /** Milliseconds until GetMedia ends a connection; 45 minutes unless told. */
  readonly mediaConnectionMs?: number;
  /** Asked before each write to DynamoDB what becomes of it. */
  readonly holdLedger?: (write: LedgerWrite) => Hold;
}

/** A call played through the inbound flow by a simulated Amazon Connect. */
export interface ScriptedCall {
  /** What the caller says, each after the prompt that answers the words before; then the caller hangs up. */
  readonly says: readonly string[];
  /** Korean unless told. */
  readonly languageCode?: "ko-KR" | "en-US";
  /** As fast as it goes unless told. */
  readonly speed?: Speed;
  /** How badly contact events travel; well unless told. */
  readonly delivery?: Partial<Delivery>;
}

/** How a contact ended, as the ledger and the machine tell it. */
export interface EndedContact {
  readonly closing: ContactClosing;
  /** Of the execution of the machine `contact`. */
  readonly status: string | undefined;
}

/** A contact centre for tests: the packaged service on a local stack, with a simulated Amazon Connect in front. */
export type Centre = Awaited<ReturnType<typeof openCentre>>;

/** Opens a centre. It takes some seconds: open one for a file of tests. */
export async function openCentre({ comprehendFault, putFault, mediaConnectionMs, holdLedger }: CentreOptions = {}) {
  const { directory, remove } = await openCentreDirectory();
  const scripts = createScriptRegister();
  const transcribe = createTranscribeService({ engine: createReplayEngine({ scripts, errorRate: 0, seed: 1 }) });
  const videos: KinesisVideoService[] = [];
  const lost: string[] = [];
  const stack = await startLocalStack({
    directory,
    parameters: { ConnectInstanceArn: instanceArn },
    lambda: { asynchronousRetryDelaysMs: [20, 40] },
    onLost: (from, reason) => void lost.push(`${from}: ${reason}`),
    ...(putFault && { putFault }),
    services: ({ endpointUrl, region, accountId }) => {
      const life = mediaConnectionMs === undefined ? {} : { connectionLifeMs: mediaConnectionMs };
      const video = new KinesisVideoService({ region, accountId, dataEndpoint: () => endpointUrl, ...life });
      videos.push(video);
      const comprehend = createComprehendService(comprehendFault ? { beforeOperation: comprehendFault } : {});
      // A later service takes the signing name over from the stack's own.
      const ledger = holdLedger ? [createHoldingLedger({ endpointUrl, region, accountId }, holdLedger)] : [];
      return [video, transcribe, comprehend, ...ledger];
    },
  });
  await Promise.all(stack.functions.listFunctions().map(({ functionName }) => stack.functions.warm(functionName)));

  const amazon = createAmazonClients(stack.endpointUrl);
  const own = {
    endpoint: stack.endpointUrl,
    region: "ap-northeast-2",
    credentials: { accessKeyId: "tester", secretAccessKey: "secret" },
  };
  const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(own), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const sfn = new SFNClient(own);
  const sqs = new SQSClient(own);
  const output = (name: string) => stack.outputs[name] ?? `the template has no output ${name}`;
  const ledger = createContactLedger(dynamo, output("LedgerTableName"));
  const mediaStreams = createKinesisVideoStreams(amazon.kinesisVideo, simulatedServiceAccessKeyId);
  const switchedOff = new AbortController();

  const executionStatus = async (contactId: string): Promise<string | undefined> => {
    const machine = output("ContactMachineArn").replace(":stateMachine:", ":execution:");
    const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn: `${machine}:${contactId}` }));
    return status;
  };

  return {
    stack,
    transcribe,
    scripts,
    ledger,
    dynamo,
    issues: createIssueRegister(dynamo, output("LedgerTableName"), () => new Date()),
    /** Clients that act as Amazon Connect. */
    amazon,
    output,
    /** The simulated Kinesis Video. */
    get video(): KinesisVideoService {
      const [video] = videos;
      if (!video) throw new Error("the stack did not ask for its services");
      return video;
    },
    /** What was lost because no queue took it. */
    lost: lost as readonly string[],

    /** Plays a call. `over` resolves when its contact record has been written. */
    call({ says, languageCode = "ko-KR", speed = "max", delivery }: ScriptedCall) {
      const contactId = randomUUID();
      const problems: string[] = [];
      const connect = openSimulatedConnect({
        flow: loadFlow(inboundFlow(stack).text, "inbound"),
        clock: wallClock,
        speed,
        events: amazon.events,
        lambda: amazon.lambda,
        records: { client: amazon.kinesis, streamName: output("ContactRecordStreamName") },
        mediaStreams,
        queueCapacity: 10,
        delivery: { dropped: 0, duplicated: 0, reordered: 0, ...delivery },
        agents: 1,
        watch: (_contactId, happening) => {
          if (happening.kind === "problem") problems.push(happening.text);
        },
        signal: switchedOff.signal,
      });
      const script = {
        steps: says.map((text) => ({ do: "say", text, when: "after-prompt", thinkMs: 300 }) as const),
        patienceMs: 60_000,
        closingMs: 500,
        agent: { acceptAfterMs: 1_000, talk: [], gapMs: 500, holdMs: 0, afterContactWorkMs: 1_000 },
      };
      const caller = createScriptedCaller(script, createScriptedVoice(scripts, contactId, languageCode, 1));
      const customerNumber = languageCode === "ko-KR" ? "+821000000000" : "+12025550100";
      const call = { contactId, languageCode, customerNumber, initiatedAt: Date.now() };
      return { contactId, problems, over: connect.take(call, caller, createChance(contactId)) };
    },

    /** Waits until the contact is closed and its execution has ended. */
    async end(contactId: string): Promise<EndedContact> {
      const closing = await eventually(`contact ${contactId} is closed`, async () => {
        return (await ledger.readRecord(contactId))?.closing;
      });
      const status = await eventually(`the execution of contact ${contactId} has ended`, async () => {
        const now = await executionStatus(contactId);
        return now !== "RUNNING" && now;
      });
      return { closing, status };
    },

    /** The sum of all values of one of the project's metrics: of its series without dimensions, as every value is counted under several sets of them. */
    total(metric: string): number {
      const totals = stack.metrics
        .list()
        .filter(({ name, dimensions }) => name === metric && Object.keys(dimensions).length === 0);
      return totals.flatMap((identity) => stack.metrics.values(identity)).reduce((sum, { value }) => sum + value, 0);
    },

    /** Takes the messages out of a dead-letter queue, waiting until there are so many. */
    async deadLetters(queue: "Segment" | "ContactRecord" | "ContactEvent", count: number): Promise<string[]> {
      const bodies: string[] = [];
      const receive = new ReceiveMessageCommand({
        QueueUrl: output(`${queue}DeadLettersUrl`),
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 600,
      });
      await eventually(`${count} dead letters lie in the queue of ${queue}`, async () => {
        const { Messages = [] } = await sqs.send(receive);
        bodies.push(...Messages.map(({ Body }) => Body ?? ""));
        return bodies.length >= count;
      });
      return bodies;
    },

    async close(): Promise<void> {
      switchedOff.abort();
      for (const client of [...Object.values(amazon), dynamo, sfn, sqs]) client.destroy();
      await stack.close();
      remove();
    },
  };
}

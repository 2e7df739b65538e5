import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DescribeExecutionCommand,
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  SFNClient,
} from "@aws-sdk/client-sfn";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { createCallbackBook } from "../../adapters/dynamo-callback-book.ts";
import { createCallerHistory } from "../../adapters/dynamo-caller-history.ts";
import { createContactLedger } from "../../adapters/dynamo-contact-ledger.ts";
import { createEscalationBoard } from "../../adapters/dynamo-escalation-board.ts";
import { createIssueRegister } from "../../adapters/dynamo-issue-register.ts";
import { createSurveyLedger } from "../../adapters/dynamo-survey-ledger.ts";
import { packagedFlows } from "../../local/cli/start/packaged-flows.ts";
import { type Clock, wallClock } from "../../local/clock.ts";
import { createComprehendService, type FaultHook } from "../../local/comprehend/comprehend-service.ts";
import { createAmazonClients } from "../../local/connect/amazon-clients.ts";
import { createConnectService } from "../../local/connect/api/connect-service.ts";
import { createLiveContacts } from "../../local/connect/api/live-contacts.ts";
import type { CallAnswer } from "../../local/connect/callers/called-person.ts";
import type { CallbackTime, GivenAnswer } from "../../local/connect/callers/caller-script.ts";
import { createScriptedCaller } from "../../local/connect/callers/scripted-caller.ts";
import { createScriptedVoice } from "../../local/connect/callers/scripted-voice.ts";
import { createChance } from "../../local/connect/chance.ts";
import { instanceArn } from "../../local/connect/instance.ts";
import type { Speed } from "../../local/connect/line/phone-line.ts";
import { createKinesisVideoStreams } from "../../local/connect/media/kinesis-video-streams.ts";
import type { Delivery } from "../../local/connect/publishing/contact-event-publisher.ts";
import {
  openSimulatedConnect,
  type SimulatedConnect,
  type SimulatedConnectOptions,
} from "../../local/connect/simulated-connect.ts";
import { simulatedServiceAccessKeyId } from "../../local/gateway/credential-scope.ts";
import type { PutFault } from "../../local/kinesis/kinesis-service.ts";
import { KinesisVideoService } from "../../local/kinesis-video/kinesis-video-service.ts";
import { createReplayEngine } from "../../local/speech/replay-engine.ts";
import { createScriptRegister } from "../../local/speech/script-register.ts";
import { allHours } from "../../local/stack/all-hours.ts";
import { startLocalStack } from "../../local/stack/local-stack.ts";
import { madeUpNumber } from "../../local/traffic/made-up-number.ts";
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
  /** The time of the whole centre; real time unless told. */
  readonly clock?: Clock;
  /** Instead of domain/escalation/data/wait-tiers.json, in the same form. */
  readonly waitTiers?: unknown;
  /** Instead of agents at all hours: opening hours in the form of domain/routing/data/opening-hours.json. */
  readonly openingHours?: unknown;
  /** Asked before each write to DynamoDB what becomes of it. */
  readonly holdLedger?: (write: LedgerWrite) => Hold;
}

/** A call played through the inbound flow by a simulated Amazon Connect. */
export interface ScriptedCall {
  /** What the caller says, each after the prompt that answers the words before; then the caller hangs up. */
  readonly says: readonly string[];
  /** E.164; a number that no other call of the centre has, unless told. */
  readonly from?: string;
  /** Korean unless told. */
  readonly languageCode?: "ko-KR" | "en-US";
  /** As fast as it goes unless told. */
  readonly speed?: Speed;
  /** How the agent who takes it, and the caller who waits, behave; a second of ringing, and declining a callback, unless told. */
  readonly acceptAfterMs?: number;
  readonly acceptsCallback?: boolean;
  /** As soon as possible unless told. */
  readonly callbackTime?: CallbackTime;
  /** How the caller meets our calls, in turn; takes them unless told. */
  readonly whenCalled?: readonly CallAnswer[];
  /** When the caller gives up in the queue; absent: never. */
  readonly hangUpInQueueAfterMs?: number;
  /** Nobody is on duty; one agent is, unless told. */
  readonly withoutAgents?: boolean;
  /** The answers in the survey, keys or words; absent: the caller hangs up instead. With an agent, the agent then hangs up first. */
  readonly surveyAnswers?: readonly GivenAnswer[];
  /** Whose agents take it, as {@link Centre}.staff gives them; an agent of its own unless told. */
  readonly staff?: Pick<SimulatedConnect, "take">;
  /** What is said with the agent, and how long the caller is on hold meanwhile; nothing unless told. */
  readonly talk?: readonly { readonly by: "agent" | "caller"; readonly text: string }[];
  readonly holdMs?: number;
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
export async function openCentre(options: CentreOptions = {}) {
  const { comprehendFault, putFault, mediaConnectionMs, holdLedger } = options;
  const { waitTiers, openingHours, clock = wallClock } = options;
  const { directory, remove } = await openCentreDirectory();
  const scripts = createScriptRegister();
  const transcribe = createTranscribeService({ clock, engine: createReplayEngine({ scripts, errorRate: 0, seed: 1 }) });
  const live = createLiveContacts();
  const videos: KinesisVideoService[] = [];
  const lost: string[] = [];
  const stack = await startLocalStack({
    directory,
    parameters: {
      ConnectInstanceArn: instanceArn,
      OpeningHoursOverride: openingHours === undefined ? allHours : JSON.stringify(openingHours),
      WaitTiersOverride: waitTiers === undefined ? "" : JSON.stringify(waitTiers),
    },
    clock,
    lambda: { asynchronousRetryDelaysMs: [20, 40] },
    onLost: (from, reason) => void lost.push(`${from}: ${reason}`),
    ...(putFault && { putFault }),
    services: ({ endpointUrl, region, accountId }) => {
      const life = mediaConnectionMs === undefined ? {} : { connectionLifeMs: mediaConnectionMs };
      const video = new KinesisVideoService({ region, accountId, dataEndpoint: () => endpointUrl, clock, ...life });
      videos.push(video);
      const comprehend = createComprehendService(comprehendFault ? { beforeOperation: comprehendFault } : {});
      // A later service takes the signing name over from the stack's own.
      const ledger = holdLedger ? [createHoldingLedger({ endpointUrl, region, accountId }, holdLedger)] : [];
      return [video, transcribe, comprehend, createConnectService(live), ...ledger];
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
  const flows = packagedFlows(stack);
  const switchedOff = new AbortController();
  let calls = 0;

  /** A simulated Amazon Connect in front of the stack. */
  const openConnect = (
    wanted: Pick<SimulatedConnectOptions, "speed" | "agents" | "agentEvents" | "watch"> & {
      readonly delivery?: Partial<Delivery> | undefined;
    },
  ) =>
    openSimulatedConnect({
      ...wanted,
      flow: flows.inbound,
      flows: flows.byArn,
      clock,
      events: amazon.events,
      lambda: amazon.lambda,
      records: { client: amazon.kinesis, streamName: output("ContactRecordStreamName") },
      mediaStreams,
      live,
      queueCapacity: 10,
      delivery: { dropped: 0, duplicated: 0, reordered: 0, ...wanted.delivery },
      signal: switchedOff.signal,
    });

  const executionStatus = async (
    contactId: string,
    machineOutput = "ContactMachineArn",
  ): Promise<string | undefined> => {
    const machine = output(machineOutput).replace(":stateMachine:", ":execution:");
    const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn: `${machine}:${contactId}` }));
    return status;
  };

  return {
    stack,
    transcribe,
    scripts,
    ledger,
    dynamo,
    board: createEscalationBoard(dynamo, output("LedgerTableName")),
    callers: createCallerHistory(dynamo, output("LedgerTableName"), () => new Date(clock.now())),
    callbacks: createCallbackBook(dynamo, output("LedgerTableName")),
    /** The contacts that are live on the telephone side. */
    live,
    issues: createIssueRegister(dynamo, output("LedgerTableName"), () => new Date()),
    surveys: createSurveyLedger(dynamo, output("LedgerTableName")),
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

    /** Has so many agents log in; they take calls that name them, in natural speed, and tell what they do, a share of it twice. */
    staff(agents: number, duplicated = 0) {
      const problems: string[] = [];
      const connect = openConnect({
        speed: 1,
        agents,
        delivery: { duplicated },
        agentEvents: { client: amazon.kinesis, streamName: output("AgentEventStreamName") },
        watch: (_contactId, happening) => void (happening.kind === "problem" && problems.push(happening.text)),
      });
      return { ...connect, problems };
    },

    /** Plays a call. `over` resolves when its contact record has been written. */
    call(scripted: ScriptedCall) {
      const { says, from, languageCode = "ko-KR", speed = "max", delivery, acceptAfterMs = 1_000 } = scripted;
      calls += 1;
      const contactId = randomUUID();
      const problems: string[] = [];
      const heard: string[] = [];
      const open = (agents: number) =>
        openConnect({
          speed,
          agents,
          delivery,
          watch: (_contactId, happening) => {
            if (happening.kind === "problem") problems.push(happening.text);
            if (happening.kind === "prompt") heard.push(happening.text);
          },
        });
      const connect = scripted.staff ?? open(scripted.withoutAgents ? 0 : 1);
      // When the caller is called back, somebody is on duty again.
      if (scripted.withoutAgents) open(1);
      const script = {
        steps: says.map((text) => ({ do: "say", text, when: "after-prompt", thinkMs: 300 }) as const),
        patienceMs: 60_000,
        closingMs: 500,
        ...(scripted.whenCalled && { whenCalled: scripted.whenCalled }),
        ...(scripted.callbackTime && { callbackTime: scripted.callbackTime }),
        ...(scripted.acceptsCallback && { acceptsCallback: true }),
        ...(scripted.hangUpInQueueAfterMs !== undefined && { hangUpInQueueAfterMs: scripted.hangUpInQueueAfterMs }),
        ...(scripted.surveyAnswers && { surveyAnswers: scripted.surveyAnswers }),
        agent: {
          acceptAfterMs,
          talk: scripted.talk ?? [],
          gapMs: 500,
          holdMs: scripted.holdMs ?? 0,
          afterContactWorkMs: 1_000,
        },
      };
      const caller = createScriptedCaller(script, createScriptedVoice(scripts, contactId, languageCode, 1));
      const customerNumber = from ?? madeUpNumber(languageCode, calls);
      const takeCall = (outboundId: string) =>
        createScriptedCaller(script, createScriptedVoice(scripts, outboundId, languageCode, 1));
      const whenCalled = { languageCode, answers: scripted.whenCalled ?? (["answers"] as const), takeCall };
      const call = { contactId, languageCode, customerNumber, initiatedAt: clock.now(), whenCalled };
      return { contactId, problems, heard, over: connect.take(call, caller, createChance(contactId)) };
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

    /** The status of the execution of a machine (by its output of the template) that is named by a contact. */
    statusOf: (machineOutput: string, contactId: string) => executionStatus(contactId, machineOutput),

    /** Waits until the escalation of a contact has ended; gives its status and the states it went through. */
    async endOfEscalation(contactId: string): Promise<{ readonly status: string; readonly states: readonly string[] }> {
      const status = await eventually(`the escalation of contact ${contactId} has ended`, async () => {
        const now = await executionStatus(contactId, "EscalationMachineArn").catch((error: unknown) => {
          if (error instanceof ExecutionDoesNotExist) return undefined;
          throw error;
        });
        return now !== "RUNNING" && now;
      });
      const machine = output("EscalationMachineArn").replace(":stateMachine:", ":execution:");
      const history = { executionArn: `${machine}:${contactId}`, maxResults: 1_000 };
      const { events = [] } = await sfn.send(new GetExecutionHistoryCommand(history));
      return { status, states: events.flatMap(({ stateEnteredEventDetails: entered }) => entered?.name ?? []) };
    },

    /** Everything that the ledger holds. */
    async everyItem(): Promise<unknown[]> {
      const { Items = [] } = await dynamo.send(new ScanCommand({ TableName: output("LedgerTableName") }));
      return Items;
    },

    /** Every line of every log. */
    everyLogLine(): string[] {
      return stack.logs.groups().flatMap((group) => (stack.logs.events(group) ?? []).map(({ message }) => message));
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

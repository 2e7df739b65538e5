import { FlowActionFailed, type FlowData, type FlowSession } from "../../../local/connect/flow/flow-session.ts";
import type { LoadedFlow } from "../../../local/connect/flow/load-flow.ts";

/** What a function answers, or the error branch it takes. */
export type FunctionAnswer = Readonly<Record<string, string>> | "fails";

/** A contact without telephone or cloud: it notes what a flow does to it. `answers` are those of the Lambda functions, in turn; the last one stays. */
export function fakeFlowSession(
  options: {
    systemNumber?: string;
    answers?: FunctionAnswer[];
    queueFull?: boolean;
    mediaFails?: boolean;
    /** What was known of the contact before the flow. */
    attributes?: Readonly<Record<string, string>>;
    /** What the caller presses when asked, in turn; then nothing. */
    keys?: readonly (string | undefined)[];
    /** Ends the flow when it has entertained the caller so often. */
    entertainments?: number;
    /** The instance's flows by ARN. */
    flows?: ReadonlyMap<string, LoadedFlow>;
    language?: string;
  } = {},
) {
  const said: string[] = [];
  const calls: { functionArn: string; parameters: Readonly<Record<string, string>> }[] = [];
  const attributes: Record<string, string> = {
    ...(options.language && { language: options.language }),
    ...options.attributes,
  };
  let remaining = "";
  const loops = new Map<string, number>();
  const answers = [...(options.answers ?? [])];
  let external: Readonly<Record<string, string>> = {};
  let queue = "";
  let queueFlow = "";
  let entertained = 0;
  const keys = [...(options.keys ?? [])];
  const session: FlowSession = {
    data: (): FlowData => ({
      Attributes: attributes,
      External: external,
      SystemEndpoint: { Address: options.systemNumber ?? "+82200000000" },
    }),
    setLogging() {},
    setVoice() {},
    setLanguage() {},
    setAttributes: (more) => void Object.assign(attributes, more),
    setPriority() {},
    setTargetQueue(arn) {
      if (!arn.startsWith("arn:")) throw new FlowActionFailed("no such queue");
      queue = arn;
    },
    setQueueFlow: (arn) => {
      queueFlow = arn;
    },
    setRemainingFlow(arn) {
      remaining = arn;
    },
    findFlow(arn) {
      const flow = options.flows?.get(arn);
      if (!flow) throw new FlowActionFailed("no such flow");
      return flow;
    },
    async askForKey(text) {
      said.push(text);
      return keys.shift();
    },
    async entertain() {
      entertained += 1;
      if (entertained >= (options.entertainments ?? 1)) throw new Error("an agent takes the call");
    },
    async say(text) {
      said.push(text);
    },
    async startMediaStreaming() {
      if (options.mediaFails) throw new FlowActionFailed("no stream");
    },
    async stopMediaStreaming() {},
    async callFunction(call) {
      calls.push(call);
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (answer === undefined || answer === "fails") throw new FlowActionFailed("the function failed");
      external = answer;
    },
    countLoop(identifier) {
      const count = loops.get(identifier) ?? 0;
      loops.set(identifier, count + 1);
      return count;
    },
    resetLoop: (identifier) => void loops.delete(identifier),
    enqueue() {
      if (options.queueFull) throw new FlowActionFailed("full", "QueueAtCapacity");
    },
    async disconnect() {},
    trace() {},
  };
  return {
    session,
    said,
    calls,
    attributes,
    queue: () => queue,
    queueFlow: () => queueFlow,
    remaining: () => remaining,
  };
}

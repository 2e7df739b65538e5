import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { Clock } from "../clock.ts";
import type { Caller, CallerSide } from "./callers/caller.ts";
import { PromptCount } from "./callers/prompt-count.ts";
import { type Contact, contactData } from "./contact.ts";
import type { ContactWatcher } from "./contact-watcher.ts";
import { callFunction } from "./flow/call-function.ts";
import { FlowActionFailed, type FlowData, type FlowSession } from "./flow/flow-session.ts";
import type { LoadedFlow } from "./flow/load-flow.ts";
import type { SpokenMessage } from "./flow/read-ssml.ts";
import { instanceArn } from "./instance.ts";
import type { PhoneLine } from "./line/phone-line.ts";
import type { ContactMediaStream, MediaStreams } from "./media/contact-media-stream.ts";
import type { ContactEventPublisher } from "./publishing/contact-event-publisher.ts";
import type { WaitingRoom } from "./routing/waiting-room.ts";

/** What the flow of one contact works with. */
export interface ContactSessionParts {
  readonly contact: Contact;
  readonly clock: Clock;
  readonly line: PhoneLine;
  readonly caller: Caller;
  readonly events: ContactEventPublisher;
  readonly lambda: LambdaClient;
  readonly mediaStreams: MediaStreams;
  /** The instance's flows that a flow may name, by ARN. */
  readonly flows: ReadonlyMap<string, LoadedFlow>;
  readonly waitingRoom: WaitingRoom;
  /** Contacts that a queue takes before it is at capacity. */
  readonly queueCapacity: number;
  readonly watch: ContactWatcher;
  /** Aborted when the caller hangs up. */
  readonly signal: AbortSignal;
}

/** How long Connect waits for Kinesis Video to take or to keep media, milliseconds. */
const mediaLimitMs = 10_000;

/** A contact in the hands of a flow: carries the flow's actions out on the contact, its line and the services behind. */
export class ContactSession implements FlowSession {
  readonly prompts = new PromptCount();
  readonly #parts: ContactSessionParts;
  readonly #loops = new Map<string, number>();
  #external: Record<string, unknown> = {};
  #logs = false;
  #media: ContactMediaStream | undefined;

  constructor(parts: ContactSessionParts) {
    this.#parts = parts;
  }

  /** The caller's view of this part of the call. */
  get side(): CallerSide {
    return { line: this.#parts.line, prompts: this.prompts, signal: this.#parts.signal };
  }

  data(): FlowData {
    return { ...contactData(this.#parts.contact), External: this.#external };
  }

  setLogging(enabled: boolean): void {
    this.#logs = enabled;
  }

  setVoice(): void {
    // Simulated prompts all have the same voice.
  }

  setLanguage(languageCode: string): void {
    this.#parts.contact.languageCode = languageCode;
  }

  setAttributes(attributes: Readonly<Record<string, string>>): void {
    const { contact, events, line } = this.#parts;
    for (const [key, value] of Object.entries(attributes)) contact.attributes.set(key, value);
    events.publish("CONTACT_DATA_UPDATED", line.now());
  }

  setPriority(priority: number): void {
    this.#parts.contact.priority = priority;
  }

  setTargetQueue(queueArn: string): void {
    if (!queueArn.startsWith(`${instanceArn}/queue/`))
      throw new FlowActionFailed(`${queueArn} is no queue of this instance.`);
    this.#parts.contact.targetQueueArn = queueArn;
  }

  setQueueFlow(flowArn: string): void {
    this.findFlow(flowArn);
    this.#parts.contact.queueFlowArn = flowArn;
  }

  setRemainingFlow(flowArn: string): void {
    this.findFlow(flowArn);
    this.#parts.contact.remainingFlowArn = flowArn;
  }

  findFlow(flowArn: string): LoadedFlow {
    const flow = this.#parts.flows.get(flowArn);
    if (!flow) throw new FlowActionFailed(`${flowArn} is no flow of this instance.`);
    return flow;
  }

  async askForKey(text: string, limitMs: number): Promise<string | undefined> {
    const { caller, contact, line } = this.#parts;
    await this.say(text);
    const askedAt = line.now();
    const pressed = caller.pressKey(this.side, contact.queue && !contact.agent ? "queue" : "flow");
    // Whoever speaks instead is not waited for.
    const key = await Promise.race([pressed, line.after(limitMs).then(() => undefined)]);
    if (key === undefined) await line.advance(askedAt + limitMs - line.now());
    return key;
  }

  async entertain(messages: readonly SpokenMessage[], forMs: number, signal: AbortSignal): Promise<void> {
    const { line } = this.#parts;
    let isOver = false;
    const over = line.after(forMs).then(() => {
      isOver = true;
      if (this.prompts.isPlaying) line.cut("toCustomer");
    });
    // While a message plays, the end of the line is told by the message.
    over.catch(() => {});
    for (let next = 0; ; next = (next + 1) % messages.length) {
      const { text, pauseMs } = messages[next] ?? { text: "", pauseMs: forMs };
      if (text !== "") await this.say(text);
      signal.throwIfAborted();
      if (!isOver) await Promise.race([over, line.after(pauseMs)]);
      signal.throwIfAborted();
      if (isOver) return;
    }
  }

  async say(text: string): Promise<void> {
    const { caller, contact, watch } = this.#parts;
    watch(contact.contactId, { kind: "prompt", text });
    this.prompts.begin();
    try {
      await caller.hearPrompt(this.side, text);
    } finally {
      this.prompts.end();
    }
  }

  async startMediaStreaming(): Promise<void> {
    const { contact, clock, line, caller, mediaStreams, watch, signal } = this.#parts;
    if (this.#media) return;
    try {
      const startedAt = line.now();
      const media = await withinLimit(mediaStreams.open(contact.contactId, startedAt), clock);
      this.#media = media;
      contact.media = { streamArn: media.streamArn, startedAt, startFragmentNumber: media.startFragmentNumber };
      void line.listen((audio) => media.send(audio));
      caller.mediaStarted(this.side);
    } catch (error) {
      signal.throwIfAborted();
      watch(contact.contactId, { kind: "problem", text: `media streaming did not start: ${String(error)}` });
      throw new FlowActionFailed("Media streaming did not start.", "NoMatchingError", { cause: error });
    }
  }

  /** Safe to call twice; a stream that cannot be ended is reported, not thrown. */
  async stopMediaStreaming(): Promise<void> {
    const { contact, clock, line, watch } = this.#parts;
    const media = this.#media;
    if (!media) return;
    this.#media = undefined;
    await line.listen(undefined);
    try {
      await withinLimit(media.stop(), clock);
    } catch (error) {
      watch(contact.contactId, { kind: "problem", text: `media streaming did not end well: ${String(error)}` });
    }
    if (contact.media) contact.media.stoppedAt = line.now();
  }

  async callFunction(call: Parameters<FlowSession["callFunction"]>[0]): Promise<void> {
    const { clock, contact, lambda, signal } = this.#parts;
    const event = {
      Name: "ContactFlowEvent",
      Details: { ContactData: contactData(contact), Parameters: call.parameters },
    };
    this.#external = {};
    this.#external = await callFunction(lambda, call, event, signal, clock);
  }

  countLoop(identifier: string): number {
    const count = this.#loops.get(identifier) ?? 0;
    this.#loops.set(identifier, count + 1);
    return count;
  }

  resetLoop(identifier: string): void {
    this.#loops.delete(identifier);
  }

  enqueue(): void {
    const { contact, events, line, waitingRoom, queueCapacity } = this.#parts;
    if (waitingRoom.waiting(contact.targetQueueArn) >= queueCapacity) {
      throw new FlowActionFailed(`${queueCapacity} contacts are waiting already.`, "QueueAtCapacity");
    }
    contact.queue = { arn: contact.targetQueueArn, enqueuedAt: line.now() };
    events.publish("QUEUED", line.now());
  }

  disconnect(): Promise<void> {
    return this.#parts.caller.letGo(this.side);
  }

  trace(action: string, text: string): void {
    if (this.#logs) this.#parts.watch(this.#parts.contact.contactId, { kind: "flow", action, text });
  }
}

async function withinLimit<T>(work: Promise<T>, clock: Clock): Promise<T> {
  const done = new AbortController();
  const late = clock.sleep(mediaLimitMs, done.signal).then(() => {
    throw new Error(`Kinesis Video did not answer within ${mediaLimitMs} ms.`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort("answered");
  }
}

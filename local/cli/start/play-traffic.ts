import { createAmazonClients } from "../../connect/amazon-clients.ts";
import { createChance } from "../../connect/chance.ts";
import type { ContactWatcher } from "../../connect/contact-watcher.ts";
import { createKinesisVideoStreams } from "../../connect/media/kinesis-video-streams.ts";
import { openSimulatedConnect } from "../../connect/simulated-connect.ts";
import { simulatedServiceAccessKeyId } from "../../gateway/credential-scope.ts";
import type { DaySpec } from "../../traffic/day-spec.ts";
import { isVirtualClock } from "../../virtual-clock.ts";
import { apiUrlOf, createApiCaller } from "../trace/http-api.ts";
import type { ContactBoard } from "./contact-board.ts";
import { keepOnCall } from "./on-call.ts";
import type { Progress } from "./progress.ts";
import { accessTo, outputOf, type RunningStack } from "./running-stack.ts";
import type { StackReader } from "./stack-reader.ts";
import type { StartOptions } from "./start-options.ts";
import type { Traffic } from "./traffic.ts";
import type { UnfinishedContact } from "./unfinished-contacts.ts";

/** Contact events travel on best effort: a few of a hundred come twice, late or never, so that every run shows the repair. */
const delivery = { dropped: 0.02, duplicated: 0.05, reordered: 0.05 };

/** Contacts that a queue takes. */
const queueCapacity = 100;

/** How often the stores are looked at, milliseconds; simulated time goes by too fast for more. */
const lookEveryMs = { real: 1_000, virtual: 60_000 };

/** Until the last of the agents' time is counted: it waits for events that come out of turn, for a heartbeat behind them, and for a batch. */
const untilCountedMs = 10 * 60_000;

/** What a run works with. */
export interface PlayParts {
  readonly stack: RunningStack;
  readonly reader: StackReader;
  readonly board: ContactBoard;
  readonly progress: Progress;
  readonly options: StartOptions;
  /** Aborted when the run is to be broken off. */
  readonly signal: AbortSignal;
}

/**
 * Plays traffic through the stack and waits until every contact has reached an end, or the time limit.
 * @returns the contacts that have not, with what they lack
 */
export async function playTraffic(traffic: Traffic, parts: PlayParts): Promise<readonly UnfinishedContact[]> {
  const { stack, board, progress, options, reader } = parts;
  const clients = createAmazonClients(stack.endpoint);
  const watch: ContactWatcher = (contactId, happening) => {
    board.happen(contactId, happening);
    progress.happen(contactId, happening);
  };
  const giveUp = AbortSignal.any([parts.signal, AbortSignal.timeout(options.timeLimitMs ?? traffic.timeLimitMs)]);
  const connect = openSimulatedConnect({
    flow: stack.flows.inbound,
    flows: stack.flows.byArn,
    clock: stack.clock,
    speed: options.speed,
    events: clients.events,
    lambda: clients.lambda,
    records: { client: clients.kinesis, streamName: outputOf(stack, "ContactRecordStreamName") },
    mediaStreams: createKinesisVideoStreams(clients.kinesisVideo, simulatedServiceAccessKeyId),
    live: stack.live,
    queueCapacity,
    delivery,
    agents: options.agents,
    agentEvents: { client: clients.kinesis, streamName: outputOf(stack, "AgentEventStreamName") },
    agentsLeave: parts.signal,
    watch,
    signal: giveUp,
  });
  const offDuty = new AbortController();
  const contactIds = traffic.contacts.map(({ contactId }) => contactId);
  try {
    const playing = { isOver: false };
    const played = traffic.play(connect, { scripts: stack.scripts, clock: stack.clock, signal: giveUp }).finally(() => {
      playing.isOver = true;
    });
    const watched = watchStores(parts, contactIds, playing, giveUp);
    const day = Promise.all([played, watched]).finally(() => offDuty.abort());
    const { day: { spec } = {}, seed } = options;
    const onDuty = spec && keepOnCallFor(stack, spec, seed, AbortSignal.any([offDuty.signal, giveUp]));
    const over = Promise.race([Promise.all([day, onDuty]), aborted(giveUp)]);
    await (isVirtualClock(stack.clock) ? stack.clock.runUntil(over) : over);
    await connect.endShifts();
    if (isVirtualClock(stack.clock)) await stack.clock.advance(untilCountedMs);
    return await reader.unfinished(contactIds);
  } finally {
    // Heartbeats of the agents go on for an hour.
    const { kinesis: _kinesis, ...others } = clients;
    for (const client of Object.values(others)) client.destroy();
  }
}

/** Has somebody see to the issues that the day brings. */
function keepOnCallFor(stack: RunningStack, { onCall }: DaySpec, seed: string, signal: AbortSignal): Promise<void> {
  const access = accessTo(stack);
  const call = createApiCaller(access, apiUrlOf(access));
  return keepOnCall({ call, clock: stack.clock, onCall, chance: createChance(`on-call/${seed}`), signal });
}

/** Looks at the stores until the traffic has been played and all contacts have ended. */
async function watchStores(
  { stack: { clock }, reader, board, progress }: PlayParts,
  contactIds: readonly string[],
  playing: { readonly isOver: boolean },
  giveUp: AbortSignal,
): Promise<void> {
  const pauseMs = isVirtualClock(clock) ? lookEveryMs.virtual : lookEveryMs.real;
  while (!giveUp.aborted) {
    for (const contactId of board.liveContacts()) {
      const contact = await reader.contact(contactId);
      if (contact) board.learn(contact);
    }
    progress.refresh();
    if (playing.isOver && (await reader.unfinished(contactIds)).length === 0) return;
    await clock.sleep(pauseMs, giveUp).catch(() => {});
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

import { type Clock, wallClock } from "../../clock.ts";
import { createAmazonClients } from "../../connect/amazon-clients.ts";
import type { ContactWatcher } from "../../connect/contact-watcher.ts";
import { createKinesisVideoStreams } from "../../connect/media/kinesis-video-streams.ts";
import { openSimulatedConnect } from "../../connect/simulated-connect.ts";
import { simulatedServiceAccessKeyId } from "../../gateway/credential-scope.ts";
import type { ContactBoard } from "./contact-board.ts";
import type { Progress } from "./progress.ts";
import { outputOf, type RunningStack } from "./running-stack.ts";
import type { StackReader } from "./stack-reader.ts";
import type { StartOptions } from "./start-options.ts";
import type { Traffic } from "./traffic.ts";
import type { UnfinishedContact } from "./unfinished-contacts.ts";

/** Contact events travel on best effort: a few of a hundred come twice, late or never, so that every run shows the repair. */
const delivery = { dropped: 0.02, duplicated: 0.05, reordered: 0.05 };

/** Contacts that a queue takes. */
const queueCapacity = 100;

/** How often the stores are looked at, milliseconds. */
const lookEveryMs = 1_000;

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
    clock: wallClock,
    speed: options.speed,
    events: clients.events,
    lambda: clients.lambda,
    records: { client: clients.kinesis, streamName: outputOf(stack, "ContactRecordStreamName") },
    mediaStreams: createKinesisVideoStreams(clients.kinesisVideo, simulatedServiceAccessKeyId),
    queueCapacity,
    delivery,
    agents: options.agents,
    watch,
    signal: giveUp,
  });
  const contactIds = traffic.contacts.map(({ contactId }) => contactId);
  try {
    const playing = { isOver: false };
    const played = traffic.play(connect, { scripts: stack.scripts, clock: wallClock, signal: giveUp }).finally(() => {
      playing.isOver = true;
    });
    const watched = watchStores(parts, contactIds, playing, giveUp);
    await Promise.race([Promise.all([played, watched]), aborted(giveUp)]);
    return await reader.unfinished(contactIds);
  } finally {
    for (const client of Object.values(clients)) client.destroy();
  }
}

/** Looks at the stores until the traffic has been played and all contacts have ended. */
async function watchStores(
  { reader, board, progress }: PlayParts,
  contactIds: readonly string[],
  playing: { readonly isOver: boolean },
  giveUp: AbortSignal,
  clock: Clock = wallClock,
): Promise<void> {
  while (!giveUp.aborted) {
    for (const contactId of board.liveContacts()) {
      const contact = await reader.contact(contactId);
      if (contact) board.learn(contact);
    }
    progress.refresh();
    if (playing.isOver && (await reader.unfinished(contactIds)).length === 0) return;
    await clock.sleep(lookEveryMs, giveUp).catch(() => {});
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

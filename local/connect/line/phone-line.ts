import type { Clock } from "../../clock.ts";
import { samplesIn, Track } from "./track.ts";

/** The audio of both directions for the same stretch of time: equally long, 8 kHz, 16 bit, mono. */
export interface LineAudio {
  /** The contact's own time of the first sample, epoch milliseconds. */
  readonly at: number;
  readonly fromCustomer: Int16Array;
  readonly toCustomer: Int16Array;
}

/** Takes what goes over the line, up to a second at a time. A slow listener slows the line. */
export type LineListener = (audio: LineAudio) => Promise<void> | void;

/** Which way audio goes. */
export type Direction = "fromCustomer" | "toCustomer";

/** How fast a line runs: so many times real time, or as fast as it goes. */
export type Speed = number | "max";

/**
 * One call's telephone line, and with it the contact's own clock. The clock moves with the audio: while somebody speaks or lets time pass, `speed`
 * times as fast as real time; while everybody waits for something real (the answer of a function), in real time, with silence on the line.
 */
export interface PhoneLine {
  /** The contact's own time, epoch milliseconds. */
  now(): number;
  /** Sends audio behind what this direction is already sending; resolves when it has been heard. Rejects with the reason of {@link hangUp}. */
  play(direction: Direction, pcm: Int16Array): Promise<void>;
  /** Breaks off what is being played in a direction: whoever plays it goes on as if it had been heard. */
  cut(direction: Direction): void;
  /** Lets time pass. Rejects with the reason of {@link hangUp}. */
  advance(milliseconds: number): Promise<void>;
  /** Waits for the contact's clock to have moved on by itself. Rejects with the reason of {@link hangUp}. */
  after(milliseconds: number): Promise<void>;
  /** Sends the line's audio to a listener from now on, or (undefined) nowhere; resolves when the one before has been given all of his. */
  listen(listener: LineListener | undefined): Promise<void>;
  /** Ends the line: what plays or waits is rejected with the reason. */
  hangUp(reason: Error): Promise<void>;
}

/** The line's grain: what is played or waited for ends with one of its ticks. */
const tickMs = 100;
/** Audio is handed on once a second, in ticks, or sooner when something on the line ends: one tick behind the listener's whole seconds, which are then over. */
const longestTicks = 10;
/** Further behind than this, the line stops trying to catch up. */
const patienceMs = 1_000;

/** Audio that has gone over the line, to be handed on. */
interface Passed {
  readonly audio: LineAudio;
  readonly listener: LineListener | undefined;
  readonly finished: () => void;
}

/**
 * Opens a line.
 * @param startMs the contact's own time at the start
 * @param onFault told when the listener throws; the line goes on without it
 */
export function openPhoneLine(
  clock: Clock,
  speed: Speed,
  startMs: number,
  onFault: (fault: unknown) => void,
): PhoneLine {
  const tracks = { fromCustomer: new Track(), toCustomer: new Track() };
  const timers = new Set<{ readonly due: number; readonly hurries: boolean; readonly resolve: () => void }>();
  const rejections = new Set<(reason: Error) => void>();
  /** The contact's time up to which audio was taken from the tracks, and the clock's time of that. */
  let takenMs = startMs;
  let takenAt = clock.now();
  /** While the line sleeps: for how many ticks, how long one takes, and how to wake it. */
  let sleep: { readonly ticks: number; readonly realMs: number; readonly wake: AbortController } | undefined;
  let listener: LineListener | undefined;
  let listenedMs = startMs;
  /** Settled when what has gone over the line so far has been handed on, one after the other. */
  let handing = Promise.resolve();
  let ended: Error | undefined;

  /** Takes the next ticks' audio. No more than go by before something on the line ends. */
  const take = (ticks: number): Passed => {
    const fromCustomer = tracks.fromCustomer.take(samplesIn(ticks * tickMs));
    const toCustomer = tracks.toCustomer.take(samplesIn(ticks * tickMs));
    const at = takenMs;
    takenMs += ticks * tickMs;
    return {
      audio: { at, fromCustomer: fromCustomer.pcm, toCustomer: toCustomer.pcm },
      listener,
      finished() {
        fromCustomer.finished();
        toCustomer.finished();
      },
    };
  };

  /** Ticks that have gone by during the sleep, without the one that is going by. */
  const sleptTicks = () =>
    sleep ? Math.max(0, Math.min(sleep.ticks - 1, Math.floor((clock.now() - takenAt) / sleep.realMs))) : 0;

  /** Something changes on the line: what has gone by until now is settled, and how long to sleep is found anew. */
  const change = () => {
    if (!sleep) return;
    const ticks = sleptTicks();
    if (ticks > 0) {
      takenAt += ticks * sleep.realMs;
      handOn(take(ticks));
    }
    const { wake } = sleep;
    sleep = undefined;
    wake.abort("the line changes");
  };

  const pending = (start: (resolve: () => void) => void): Promise<void> =>
    new Promise((resolve, reject) => {
      if (ended) {
        reject(ended);
        return;
      }
      change();
      rejections.add(reject);
      start(() => {
        rejections.delete(reject);
        resolve();
      });
    });

  const wait = (milliseconds: number, hurries: boolean) =>
    pending((resolve) => {
      if (milliseconds <= 0) resolve();
      else timers.add({ due: takenMs + milliseconds, hurries, resolve });
    });

  const isBusy = () =>
    tracks.fromCustomer.isSounding || tracks.toCustomer.isSounding || [...timers].some((timer) => timer.hurries);

  /** How many ticks may go by at once: until something ends, or until audio is to be handed on. */
  const calmTicks = (): number => {
    const sinceListening = Math.round((takenMs - listenedMs) / tickMs);
    const untilHandedOn = longestTicks - ((sinceListening + longestTicks - 1) % longestTicks);
    const untilTold = Math.min(...[...timers].map(({ due }) => Math.ceil((due - takenMs) / tickMs)));
    const untilSilent = Math.min(
      ...[tracks.fromCustomer, tracks.toCustomer].map((track) => Math.ceil(track.leadSamples / samplesIn(tickMs))),
    );
    return Math.max(1, Math.min(untilHandedOn, untilTold, untilSilent));
  };

  const tell = async ({ audio, listener: hearer, finished }: Passed) => {
    try {
      await hearer?.(audio);
    } catch (fault) {
      if (listener === hearer) listener = undefined;
      onFault(fault);
    }
    finished();
    for (const timer of [...timers].filter(({ due }) => due <= takenMs)) {
      timers.delete(timer);
      timer.resolve();
    }
  };
  const handOn = (passed: Passed) => {
    handing = handing.then(() => tell(passed));
  };

  /** Sleeps for some ticks; answers false when something has changed on the line before they had gone by. */
  const sleepThrough = async (ticks: number, pace: number): Promise<boolean> => {
    const realMs = tickMs / pace;
    takenAt = Math.max(takenAt, clock.now() - patienceMs - ticks * realMs);
    const ahead = takenAt + ticks * realMs - clock.now();
    if (ahead > 0) {
      const mine = { ticks, realMs, wake: new AbortController() };
      sleep = mine;
      await clock.sleep(ahead, mine.wake.signal).catch(() => {});
      if (sleep !== mine) return false;
      sleep = undefined;
    }
    takenAt += ticks * realMs;
    return true;
  };

  const run = async () => {
    while (!ended) {
      // Those who were just told get to say what they do next, before the line decides how fast to go.
      await new Promise((resolve) => setImmediate(resolve));
      const pace = isBusy() ? speed : 1;
      if (pace === "max") {
        takenAt = clock.now();
        handOn(take(1));
      } else {
        const ticks = calmTicks();
        if (!ended && (await sleepThrough(ticks, pace)) && !ended) handOn(take(ticks));
      }
      await handing;
    }
  };
  const running = run();

  return {
    now: () => takenMs + sleptTicks() * tickMs,
    play: (direction, pcm) => pending((resolve) => tracks[direction].append(pcm, resolve)),
    cut(direction) {
      change();
      tracks[direction].cut();
    },
    advance: (milliseconds) => wait(milliseconds, true),
    after: (milliseconds) => wait(milliseconds, false),
    async listen(next) {
      change();
      listener = next;
      listenedMs = takenMs;
      await handing;
    },
    async hangUp(reason) {
      change();
      ended ??= reason;
      tracks.fromCustomer.clear();
      tracks.toCustomer.clear();
      timers.clear();
      const waiting = [...rejections];
      rejections.clear();
      for (const reject of waiting) reject(reason);
      await running;
    },
  };
}

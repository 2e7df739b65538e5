import type { Clock } from "../../clock.ts";
import { samplesIn, Track } from "./track.ts";

/** The audio of both directions for the same stretch of time: equally long, 8 kHz, 16 bit, mono. */
export interface LineAudio {
  /** The contact's own time of the first sample, epoch milliseconds. */
  readonly at: number;
  readonly fromCustomer: Int16Array;
  readonly toCustomer: Int16Array;
}

/** Takes what goes over the line. A slow listener slows the line. */
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
  /** Sends the line's audio to a listener from now on, or (undefined) nowhere. */
  listen(listener: LineListener | undefined): void;
  /** Ends the line: what plays or waits is rejected with the reason. */
  hangUp(reason: Error): Promise<void>;
}

const chunkMs = 100;
/** Further behind than this, the line stops trying to catch up. */
const patienceMs = 1_000;

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
  let now = startMs;
  let listener: LineListener | undefined;
  let ended: Error | undefined;

  const pending = (start: (resolve: () => void) => void): Promise<void> =>
    new Promise((resolve, reject) => {
      if (ended) {
        reject(ended);
        return;
      }
      rejections.add(reject);
      start(() => {
        rejections.delete(reject);
        resolve();
      });
    });

  const wait = (milliseconds: number, hurries: boolean) =>
    pending((resolve) => {
      if (milliseconds <= 0) resolve();
      else timers.add({ due: now + milliseconds, hurries, resolve });
    });

  const isBusy = () =>
    tracks.fromCustomer.isSounding || tracks.toCustomer.isSounding || [...timers].some((timer) => timer.hurries);

  const send = async () => {
    const fromCustomer = tracks.fromCustomer.take(samplesIn(chunkMs));
    const toCustomer = tracks.toCustomer.take(samplesIn(chunkMs));
    try {
      await listener?.({ at: now, fromCustomer: fromCustomer.pcm, toCustomer: toCustomer.pcm });
    } catch (fault) {
      listener = undefined;
      onFault(fault);
    }
    now += chunkMs;
    fromCustomer.finished();
    toCustomer.finished();
    for (const timer of [...timers].filter(({ due }) => due <= now)) {
      timers.delete(timer);
      timer.resolve();
    }
  };

  const run = async () => {
    let due = clock.now();
    while (!ended) {
      // Those who were just told get to say what they do next, before the line decides how fast to go.
      await new Promise((resolve) => setImmediate(resolve));
      const pace = isBusy() ? speed : 1;
      if (pace === "max") {
        due = clock.now();
      } else {
        due = Math.max(due + chunkMs / pace, clock.now() - patienceMs);
        const ahead = due - clock.now();
        if (ahead > 0) await clock.sleep(ahead);
      }
      if (!ended) await send();
    }
  };
  const running = run();

  return {
    now: () => now,
    play: (direction, pcm) => pending((resolve) => tracks[direction].append(pcm, resolve)),
    cut: (direction) => tracks[direction].cut(),
    advance: (milliseconds) => wait(milliseconds, true),
    after: (milliseconds) => wait(milliseconds, false),
    listen(next) {
      listener = next;
    },
    async hangUp(reason) {
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

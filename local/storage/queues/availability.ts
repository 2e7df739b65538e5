import type { Clock } from "../../clock.ts";

/** Tells listeners when messages may be visible. It waits only while somebody listens, so that an idle queue costs nothing. */
export interface Availability {
  subscribe(listener: () => void): () => void;
  /** A message is visible from this time on (milliseconds since the epoch), which may be now. Listeners hear of it a moment later, once for many. */
  changed(visibleAt: number): void;
  close(): void;
}

/** @param times when the queue's messages are or become visible */
export function createAvailability(clock: Clock, times: () => readonly number[]): Availability {
  const listeners = new Set<() => void>();
  let alarm: { readonly at: number; readonly stop: AbortController } | undefined;

  let isTelling = false;
  const tell = () => {
    if (isTelling) return;
    isTelling = true;
    queueMicrotask(() => {
      isTelling = false;
      for (const listener of [...listeners]) listener();
    });
  };
  const stopAlarm = () => {
    alarm?.stop.abort();
    alarm = undefined;
  };
  const setAlarm = (at: number) => {
    if (listeners.size === 0 || (alarm && alarm.at <= at)) return;
    stopAlarm();
    const mine = { at, stop: new AbortController() };
    alarm = mine;
    clock.sleep(at - clock.now(), mine.stop.signal).then(
      () => {
        alarm = undefined;
        setNextAlarm();
        tell();
      },
      () => {}, // Stopped: another alarm has taken its place, or nobody listens.
    );
  };
  const setNextAlarm = () => {
    const now = clock.now();
    const next = times().reduce((least, at) => (at > now && at < least ? at : least), Number.POSITIVE_INFINITY);
    if (next !== Number.POSITIVE_INFINITY) setAlarm(next);
  };
  return {
    subscribe(listener) {
      listeners.add(listener);
      if (listeners.size === 1) setNextAlarm();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) stopAlarm();
      };
    },
    changed(visibleAt) {
      if (visibleAt > clock.now()) setAlarm(visibleAt);
      else tell();
    },
    close: stopAlarm,
  };
}

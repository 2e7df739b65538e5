import type { Worker } from "node:worker_threads";
import type { ClientSocketStates } from "../gateway/client-sockets.ts";
import type { VirtualClock } from "../virtual-clock.ts";
import type { IdleReport, TimeQuestion, TimeSetup } from "./time-messages.ts";

/** The virtual time of a Lambda host: where its environments find the present, and how it is known that nothing is on the way to them. */
export interface HostTime {
  readonly clock: VirtualClock;
  readonly gatewayPort: number;
  /** Whether something is on its way between these client sockets and the gateway. */
  readonly isInTransit: (sockets: ClientSocketStates) => boolean;
  /** Real time without an answer after which an environment counts as computing without end, milliseconds. */
  readonly silenceLimitMs: number;
}

/** Keeps one environment and the virtual clock together: time waits while the environment has something to do. */
export interface EnvironmentTimekeeper {
  /** What the environment is to be started with. */
  readonly setup: TimeSetup;
  /** To be called with the worker, once it is there; it loads its module until the first {@link end}. */
  attach(worker: Pick<Worker, "postMessage">): void;
  /** To be called when something has been sent to the environment: it may have something to do now. */
  touched(): void;
  /** Takes the environment's report. */
  heard(report: IdleReport): void;
  /** An invocation is going to be sent. Between invocations the environment's timers stand, as in the frozen environments of AWS. */
  begin(): void;
  /** An invocation has ended, or the module is loaded. */
  end(): void;
  /** The environment is gone. */
  close(): void;
}

const noSockets: ClientSocketStates = { open: [], closed: [] };

/** @param onSilence told when the environment has not answered for {@link HostTime.silenceLimitMs} */
export function keepEnvironmentTime(host: HostTime, onSilence: () => void): EnvironmentTimekeeper {
  const { clock } = host;
  let worker: Pick<Worker, "postMessage"> | undefined;
  let isTouched = true;
  let running = 1;
  let report: IdleReport = { kind: "idle", nextDue: undefined, sockets: noSockets };
  /** Ports of connections that the environment has closed and the gateway may not have noticed. */
  let closed: readonly number[] = [];
  let answered: PromiseWithResolvers<void> | undefined;
  let silence: NodeJS.Timeout | undefined;
  let alarm: { readonly due: number; readonly cancel: AbortController } | undefined;

  const ask = (): Promise<void> => {
    if (!answered) {
      answered = Promise.withResolvers();
      isTouched = false;
      const question: TimeQuestion = { kind: "time" };
      worker?.postMessage(question);
      silence = setTimeout(onSilence, host.silenceLimitMs);
    }
    return answered.promise;
  };
  const settleAnswer = () => {
    clearTimeout(silence);
    answered?.resolve();
    answered = undefined;
  };
  const isInTransit = () => host.isInTransit({ open: report.sockets.open, closed });
  const isQuiet = () => !answered && !isTouched && (running === 0 || !isInTransit());
  const stopWatching = clock.watch(() => (isQuiet() ? undefined : ask()));

  const setAlarm = () => {
    const due = running > 0 ? report.nextDue : undefined;
    if (due === alarm?.due) return;
    // With a reason, because to make none up costs more than all the rest.
    alarm?.cancel.abort("another alarm");
    alarm = undefined;
    if (due === undefined) return;
    const cancel = new AbortController();
    alarm = { due, cancel };
    clock.sleep(due - clock.now(), cancel.signal).then(
      () => {
        alarm = undefined;
        isTouched = true;
      },
      () => undefined,
    );
  };

  return {
    setup: { present: clock.shared, gatewayPort: host.gatewayPort },
    attach(thread) {
      worker = thread;
    },
    touched() {
      isTouched = true;
    },
    heard(next) {
      closed = [...closed.filter((port) => host.isInTransit({ open: [], closed: [port] })), ...next.sockets.closed];
      report = next;
      // Once nothing is on its way to an environment that does not run, nothing will be: it need not be looked at any more.
      isTouched ||= running === 0 && isInTransit();
      setAlarm();
      settleAnswer();
    },
    begin() {
      running += 1;
      isTouched = true;
    },
    end() {
      running -= 1;
      isTouched = true;
      setAlarm();
    },
    close() {
      stopWatching();
      running = 0;
      setAlarm();
      settleAnswer();
    },
  };
}

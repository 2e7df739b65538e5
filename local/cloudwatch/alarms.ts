import type { Clock } from "../clock.ts";
import { ServiceError } from "../gateway/service.ts";
import type { AlarmState, CompositeAlarmSettings, MetricAlarmSettings, StateValue } from "./alarm.ts";
import { evaluateMetricAlarm } from "./alarm-evaluation.ts";
import type { StateChange, Suppression } from "./alarm-messages.ts";
import { type AlarmRule, alarmNameIn, parseAlarmRule } from "./alarm-rule.ts";
import type { MetricStore } from "./metric-store.ts";

/** An alarm as it stands. */
export interface AlarmView {
  readonly settings: MetricAlarmSettings | CompositeAlarmSettings;
  readonly state: StateValue;
  readonly configuredAt: number;
  /** Why a composite alarm keeps quiet now. */
  readonly suppressedBy?: Suppression;
}

/** One entry of an alarm's history. */
export interface HistoryItem {
  readonly alarm: AlarmView["settings"];
  readonly at: number;
  readonly type: "ConfigurationUpdate" | "StateUpdate" | "Action";
  readonly summary: string;
  readonly data: unknown;
}

/** What alarms need of the stack. */
export interface AlarmDependencies {
  readonly store: MetricStore;
  readonly clock: Clock;
  /** Tells the event bus of a change of state. */
  readonly publish: (change: StateChange, suppression: Suppression | undefined) => void;
  /** Carries out one action. */
  readonly act: (actionArn: string, change: StateChange) => Promise<void>;
  /** Told of an action that could not be carried out. */
  readonly onLost: (alarmName: string, reason: string) => void;
}

/** The alarms of the local stack. Those on metrics are evaluated at each full minute of the clock, those on alarms whenever one of these changes. */
export interface Alarms {
  /** Creates an alarm or replaces its settings; the state stays. @throws ServiceError `ValidationError` for a rule that is none */
  put(settings: AlarmView["settings"]): void;
  /** In the order of their names. */
  list(): readonly AlarmView[];
  /** @throws ServiceError `ResourceNotFound` */
  setState(name: string, state: Omit<StateValue, "at">): void;
  enableActions(names: readonly string[], isEnabled: boolean): void;
  delete(names: readonly string[]): void;
  /** Newest first. */
  history(): readonly HistoryItem[];
  /** Resolves when all actions so far are carried out. */
  settled(): Promise<void>;
  close(): void;
}

interface Entry {
  settings: AlarmView["settings"];
  state: StateValue;
  configuredAt: number;
  readonly rule?: AlarmRule;
  /** A change that a composite alarm has not told yet. */
  held?: { readonly change: StateChange; readonly by: Suppression; readonly until?: number };
}

const minuteMs = 60_000;
/** History is kept for two weeks on AWS; here the newest entries. */
const historyKept = 10_000;

/** An alarm on too little of something does not ring before a whole range has passed since its creation: a stack that has just started would ring for the hour before. */
function isTooYoung(
  { comparison, periodMs, evaluationPeriods }: MetricAlarmSettings,
  configuredAt: number,
  now: number,
): boolean {
  return comparison.startsWith("LessThan") && now - configuredAt < periodMs * evaluationPeriods;
}

/** Makes an empty set of alarms. The evaluation begins with the first of them. */
export function createAlarms({ store, clock, publish, act, onLost }: AlarmDependencies): Alarms {
  const alarms = new Map<string, Entry>();
  const history: HistoryItem[] = [];
  const acting = new Set<Promise<void>>();
  const stop = new AbortController();
  let isRunning = false;

  const note = (alarm: Entry["settings"], type: HistoryItem["type"], summary: string, data: unknown) => {
    history.push({ alarm, at: clock.now(), type, summary, data });
    if (history.length > historyKept) history.splice(0, historyKept / 10);
  };
  const stateOf = (nameOrArn: string): AlarmState | undefined => alarms.get(alarmNameIn(nameOrArn))?.state.value;

  const carryOut = (change: StateChange) => {
    const { settings, after } = change;
    if (!settings.actionsEnabled) return;
    const actions = {
      OK: settings.okActions,
      ALARM: settings.alarmActions,
      INSUFFICIENT_DATA: settings.insufficientDataActions,
    }[after.value];
    for (const action of actions) {
      const done = act(action, change).then(
        () => note(settings, "Action", `Successfully executed action ${action}`, { actionState: "Succeeded" }),
        (error: unknown) => {
          note(settings, "Action", `Failed to execute action ${action}`, { actionState: "Failed" });
          onLost(settings.name, `the action ${action} failed: ${error instanceof Error ? error.message : error}`);
        },
      );
      acting.add(done);
      void done.finally(() => acting.delete(done));
    }
  };

  const enter = (entry: Entry, after: StateValue) => {
    const { settings, state: before, configuredAt } = entry;
    const change = { settings, before, after, configuredAt };
    entry.state = after;
    note(settings, "StateUpdate", `Alarm updated from ${before.value} to ${after.value}`, {
      version: "1.0",
      oldState: { stateValue: before.value, stateReason: before.reason },
      newState: { stateValue: after.value, stateReason: after.reason },
    });
    const suppression = settings.kind === "composite" ? hold(entry, settings, change) : undefined;
    publish(change, suppression);
    if (!suppression) carryOut(change);
  };

  /** Decides whether a composite alarm keeps a change to itself for now. A recovery from an alarm that nobody was told of is told to nobody either. */
  const hold = (
    entry: Entry,
    { suppression }: CompositeAlarmSettings,
    change: StateChange,
  ): Suppression | undefined => {
    if (!suppression) return undefined;
    const wasHeld = entry.held;
    delete entry.held;
    if (change.after.value !== "ALARM") return wasHeld?.by;
    if (stateOf(suppression.suppressor) === "ALARM") entry.held = { change, by: "Alarm" };
    else if (suppression.waitMs > 0) entry.held = { change, by: "WaitPeriod", until: clock.now() + suppression.waitMs };
    return entry.held?.by;
  };

  /** Goes on with what composite alarms hold back: the suppressor may have come, gone, or not come in time. */
  const reviewHeld = () => {
    for (const entry of alarms.values()) {
      const { held, settings } = entry;
      if (!held || settings.kind !== "composite" || !settings.suppression) continue;
      const { suppressor, extensionMs } = settings.suppression;
      const isQuiet = stateOf(suppressor) === "ALARM";
      if (isQuiet) entry.held = { change: held.change, by: "Alarm" };
      else if (held.by === "Alarm")
        entry.held = { change: held.change, by: "ExtensionPeriod", until: clock.now() + extensionMs };
      else if (clock.now() >= (held.until ?? 0)) {
        delete entry.held;
        carryOut(held.change);
      }
    }
  };

  /** A composite alarm may watch another one, so this goes round until nothing changes any more. */
  const evaluateComposites = () => {
    for (let round = 0; round <= alarms.size; round += 1) {
      const changed = [...alarms.values()].filter((entry) => {
        if (!entry.rule) return false;
        const value: AlarmState = entry.rule.holds((name) => stateOf(name)) ? "ALARM" : "OK";
        if (value === entry.state.value) return false;
        enter(entry, compositeState(entry.rule, value));
        return true;
      });
      if (changed.length === 0) break;
    }
    reviewHeld();
  };
  const compositeState = (rule: AlarmRule, value: AlarmState): StateValue => {
    const children = rule.names.flatMap((name) => alarms.get(name) ?? []);
    const last = children.toSorted((a, b) => b.state.at - a.state.at)[0];
    const triggering = children
      .filter(({ state }) => state.value === "ALARM")
      .map(({ settings, state }) => ({ arn: settings.arn, state: { value: state.value, timestamp: state.at } }));
    return {
      value,
      reason: last
        ? `${last.settings.arn} transitioned to ${last.state.value} at ${new Date(last.state.at).toUTCString()}`
        : "The rule names no alarm that exists.",
      reasonData: JSON.stringify({ triggeringAlarms: triggering }),
      at: clock.now(),
    };
  };

  const evaluateAll = () => {
    const now = clock.now();
    for (const entry of alarms.values()) {
      if (entry.settings.kind !== "metric") continue;
      const after = evaluateMetricAlarm(store, entry.settings, now, entry.state.value);
      if (after?.value === "ALARM" && isTooYoung(entry.settings, entry.configuredAt, now)) continue;
      if (after) enter(entry, after);
    }
    evaluateComposites();
  };
  const run = async () => {
    while (!stop.signal.aborted) {
      await clock.sleep(minuteMs - (clock.now() % minuteMs), stop.signal).catch(() => {});
      if (!stop.signal.aborted) evaluateAll();
    }
  };
  const find = (name: string): Entry => {
    const entry = alarms.get(name);
    if (!entry) throw new ServiceError("ResourceNotFound", `Unknown alarm ${name}`, 404);
    return entry;
  };

  return {
    put(settings) {
      const rule = settings.kind === "composite" ? parseAlarmRule(settings.rule) : undefined;
      const now = clock.now();
      const known = alarms.get(settings.name);
      const initial = { value: "INSUFFICIENT_DATA", reason: "Unchecked: Initial alarm creation", at: now } as const;
      const state = known?.state ?? initial;
      alarms.set(settings.name, { settings, state, configuredAt: now, ...(rule ? { rule } : {}) });
      note(settings, "ConfigurationUpdate", `Alarm "${settings.name}" ${known ? "updated" : "created"}`, {});
      if (isRunning) return;
      isRunning = true;
      void run();
    },
    list: () =>
      [...alarms.values()]
        .sort((a, b) => (a.settings.name < b.settings.name ? -1 : 1))
        .map(({ settings, state, configuredAt, held }) => ({
          settings,
          state,
          configuredAt,
          ...(held ? { suppressedBy: held.by } : {}),
        })),
    setState(name, state) {
      const entry = find(name);
      if (entry.state.value !== state.value) enter(entry, { ...state, at: clock.now() });
      evaluateComposites();
    },
    enableActions(names, isEnabled) {
      for (const name of names) {
        const entry = find(name);
        entry.settings = { ...entry.settings, actionsEnabled: isEnabled };
      }
    },
    delete(names) {
      for (const name of names) find(name);
      for (const name of names) alarms.delete(name);
    },
    history: () => history.toReversed(),
    async settled() {
      while (acting.size > 0) await Promise.all(acting);
    },
    close: () => stop.abort(new Error("The alarms are closed.")),
  };
}

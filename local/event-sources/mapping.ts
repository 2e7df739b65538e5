import type { Connection, Consumer } from "./consumer.ts";
import type { EventSource, MappingSettings } from "./event-source.ts";

/** A mapping as the Lambda API shows it: https://docs.aws.amazon.com/lambda/latest/api/API_EventSourceMappingConfiguration.html */
export interface MappingConfiguration extends MappingSettings {
  readonly UUID: string;
  readonly EventSourceMappingArn: string;
  readonly EventSourceArn: string;
  readonly FunctionArn: string;
  readonly State: MappingState;
  /** Seconds since the epoch. */
  readonly LastModified: number;
}

/** Creating, Enabling, Updating, Disabling and Deleting last while a former consumer ends. */
export type MappingState = "Creating" | "Enabling" | "Enabled" | "Updating" | "Disabling" | "Disabled" | "Deleting";

/** What is to be different from now on. */
export interface MappingChange {
  readonly connection?: Connection;
  /** Laid over the settings that there are. */
  readonly settings: MappingSettings;
  readonly isEnabled?: boolean | undefined;
}

/** One event source mapping: settings, and the consumer that goes by them. */
export interface Mapping {
  /**
   * Applies a change; the consumer takes it over when the batch under way has come to its end.
   * @returns the configuration with its passing state
   * @throws ServiceError when a setting is wrong; then nothing has changed
   */
  configure(change: MappingChange): MappingConfiguration;
  describe(): MappingConfiguration;
  /** Ends the consumer. @returns the configuration with the state Deleting */
  remove(): MappingConfiguration;
  /** True when nothing is under way, and nothing would be. */
  isIdle(): boolean;
}

/** Makes a mapping that does nothing until it is configured. */
export function createMapping(source: EventSource, initial: Connection, arn: string, now: () => number): Mapping {
  let connection = initial;
  let given: MappingSettings = {};
  let settings: MappingSettings = {};
  let isEnabled = false;
  let state: MappingState = "Creating";
  let changedAt = now();
  let consumer: Consumer | undefined;
  let lastResult = "No records processed";
  let changes = Promise.resolve();
  let latestChange = 0;

  const describe = (shown = state): MappingConfiguration => ({
    ...settings,
    UUID: connection.mappingId,
    EventSourceMappingArn: arn,
    EventSourceArn: connection.sourceArn,
    FunctionArn: connection.functionArn,
    State: shown,
    StateTransitionReason: "USER_INITIATED",
    LastProcessingResult: consumer?.lastResult() ?? lastResult,
    LastModified: changedAt / 1_000,
  });
  /** One change after the other: the consumers of a mapping never overlap. The state passes until the latest change is done. */
  const replaceConsumer = (passing: MappingState, start: (() => Consumer) | undefined, then: MappingState) => {
    state = passing;
    changedAt = now();
    latestChange += 1;
    const change = latestChange;
    changes = changes.then(async () => {
      await consumer?.stop();
      lastResult = consumer?.lastResult() ?? lastResult;
      consumer = start?.();
      if (change === latestChange) state = then;
    });
    return describe(passing);
  };
  return {
    configure(change) {
      const next = { ...given, ...change.settings };
      const nextConnection = change.connection ?? connection;
      const prepared = source.prepare(next, nextConnection);
      settings = prepared.settings;
      given = next;
      connection = nextConnection;
      const isWanted = change.isEnabled ?? isEnabled;
      const passing = passingState(state, isEnabled, isWanted);
      isEnabled = isWanted;
      return replaceConsumer(passing, isWanted ? prepared.start : undefined, isWanted ? "Enabled" : "Disabled");
    },
    describe: () => describe(),
    remove: () => replaceConsumer("Deleting", undefined, "Deleting"),
    isIdle: () => !state.endsWith("ing") && (consumer?.isIdle() ?? true),
  };
}

function passingState(state: MappingState, isEnabled: boolean, isWanted: boolean): MappingState {
  if (state === "Creating") return "Creating";
  if (isEnabled === isWanted) return "Updating";
  return isWanted ? "Enabling" : "Disabling";
}

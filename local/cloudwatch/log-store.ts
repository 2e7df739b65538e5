/** One line of a log. */
export interface LogEvent {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly stream: string;
  readonly message: string;
  /** Unique in the store, and rising in the order of arrival. */
  readonly eventId: number;
}

/** The log groups of the local stack. */
export interface LogStore {
  /** Appends a line; the group is made when it is not there, as AWS Lambda does with its own. */
  append(group: string, stream: string, timestamp: number, message: string): void;
  createGroup(group: string): void;
  groups(): readonly string[];
  /** The lines of a group that are still kept, in the order of arrival; `undefined` when there is no such group. */
  events(group: string): readonly LogEvent[] | undefined;
}

/**
 * Makes an empty store that keeps the newest lines of each group.
 * @param linesPerGroup how many lines a group keeps at least
 */
export function createLogStore(linesPerGroup = 20_000): LogStore {
  const groups = new Map<string, LogEvent[]>();
  let lastEventId = 0;
  const eventsOf = (group: string): LogEvent[] => {
    const events = groups.get(group) ?? [];
    groups.set(group, events);
    return events;
  };
  return {
    append(group, stream, timestamp, message) {
      const events = eventsOf(group);
      lastEventId += 1;
      events.push({ timestamp, stream, message, eventId: lastEventId });
      // Cut in larger pieces: removing one line at a time would move the whole array each time.
      if (events.length > linesPerGroup * 1.25) events.splice(0, events.length - linesPerGroup);
    },
    createGroup: (group) => void eventsOf(group),
    groups: () => [...groups.keys()].sort(),
    events: (group) => groups.get(group),
  };
}

import type { Payload } from "../../execution/payload.ts";
import type { MapItem, Thread } from "../../execution/thread.ts";

/** Where a Map state has its items from. */
export interface ItemSource {
  /** Whether the items are read from outside the execution, once the map run has started. */
  readonly isReader: boolean;
  /** The items, numbered. */
  items(thread: Thread, input: Payload): Promise<readonly MapItem[]>;
}

/** Numbers the items of an array, or the members of an object, whose names become the items' keys. */
export function numbered(data: readonly unknown[] | object, source: string): MapItem[] {
  if (Array.isArray(data)) return data.map((value: unknown, index) => ({ index, value, source }));
  return Object.entries(data).map(([key, value]: [string, unknown], index) => ({ index, key, value, source }));
}

import { Payload } from "../../execution/payload.ts";
import type { MapItem, Thread } from "../../execution/thread.ts";
import type { Fields, QueryLanguage } from "../../query/query-language.ts";
import { stateFailure } from "../state-failure.ts";

/**
 * What an iteration starts with: its item, or what `ItemSelector` makes of it.
 * @param owner the thread of the Map state, by whose state errors are named
 * @param line a thread that carries the item in its context object
 * @throws StatesError
 */
export type ItemSelector = (owner: Thread, line: Thread, input: Payload) => Promise<Payload>;

/**
 * Compiles `ItemSelector`, in older definitions `Parameters`. It is evaluated as part of the Map state itself.
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemselector.html
 */
export function compileItemSelector(fields: Fields, language: QueryLanguage): ItemSelector {
  const select = language.itemSelector(fields);
  return async (owner, line, input) => {
    if (!select) return Payload.of(line.mapItem && bare(line.mapItem));
    line.running = owner.running;
    try {
      return await select(line, input);
    } catch (error) {
      throw stateFailure(line, error);
    } finally {
      line.running = undefined;
    }
  };
}

/** What the iterations of so many items start with, selected one after another. */
export async function selectEach(
  select: ItemSelector,
  owner: Thread,
  input: Payload,
  items: readonly MapItem[],
): Promise<Payload[]> {
  const inputs: Payload[] = [];
  for (const mapItem of items) {
    const line = owner.fork({ signal: owner.signal, cursor: owner.cursor, mapItem });
    try {
      inputs.push(await select(owner, line, input));
    } finally {
      owner.cursor = line.cursor; // A failed evaluation was recorded on the line.
    }
  }
  return inputs;
}

/** An element goes in as it is, an object's member with its name. */
function bare({ key, value }: MapItem): unknown {
  return key === undefined ? value : { Key: key, Value: value };
}

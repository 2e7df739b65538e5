import type { Chance } from "../connect/chance.ts";

/** The items in another order. */
export function shuffled<Item>(items: readonly Item[], chance: Chance): Item[] {
  const order = items.map((item) => ({ item, at: chance.between(0, 2 ** 40) }));
  return order.sort((one, other) => one.at - other.at).map(({ item }) => item);
}

/** Deals items like cards: each once, in an order by chance, before any comes again. */
export interface Deck<Item> {
  deal(): Item;
}

/**
 * Makes a deck.
 * @throws RangeError when there are no items
 */
export function createDeck<Item>(items: readonly Item[], chance: Chance): Deck<Item> {
  let left: Item[] = [];
  return {
    deal() {
      if (left.length === 0) left = shuffled(items, chance);
      const [item, ...others] = left;
      if (item === undefined) throw new RangeError("a deck needs at least one item");
      left = others;
      return item;
    },
  };
}

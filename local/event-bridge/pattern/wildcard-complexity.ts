import type { WildcardPiece } from "./wildcard.ts";

/**
 * How many beginnings of a field's wildcard patterns one value may match at the same time. AWS does not publish the number; ten is what
 * patterns that were accepted and refused agree with.
 */
const mostBeginnings = 10;

/** Sets of beginnings that are looked at before a pattern counts as simple enough. */
const mostSets = 10_000;

/** A beginning of a wildcard pattern, and where another character leads from it. */
interface Beginning {
  /** It ends with `*`, so every further character belongs to it too. */
  readonly endsOpen: boolean;
  readonly next: Map<string, Set<number>>;
  /** The beginning that has one more `*`, which may stand for nothing. */
  open?: number;
}

/** The quote at each end belongs to what is matched. */
const quote: WildcardPiece = { any: false, character: '"' };

/**
 * Tells whether EventBridge refuses the wildcard patterns of one field as too complex: whether some value could match more than ten of their
 * beginnings at once. Every `*` adds one for as long as it lasts, every repetition behind a `*` another one.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-wildcard-matching-complexity
 * and https://github.com/aws/event-ruler (MachineComplexityEvaluator)
 * @param expressions the patterns of each match expression; those of one `anything-but` share what they begin with
 */
export function isTooComplex(expressions: readonly (readonly (readonly WildcardPiece[])[])[]): boolean {
  if (expressions.length === 0) return false;
  const beginnings = beginningsOf(expressions);
  const characters = new Set(beginnings.flatMap(({ next }) => [...next.keys()]));
  // Stands for all characters that no pattern names.
  characters.add("");
  const withOpen = (index: number) => [index, beginnings[index]?.open ?? index];
  const follow = (index: number, character: string): number[] => [
    ...(beginnings[index]?.endsOpen ? [index] : []),
    ...[...(beginnings[index]?.next.get(character) ?? [])].flatMap(withOpen),
  ];

  const sets: (readonly number[])[] = [[0]];
  const seen = new Set<string>();
  for (const set of sets) {
    if (set.length > mostBeginnings) return true;
    if (sets.length > mostSets) return false;
    for (const character of characters) {
      const following = [...new Set(set.flatMap((index) => follow(index, character)))].sort((a, b) => a - b);
      const key = following.join();
      if (following.length === 0 || seen.has(key)) continue;
      seen.add(key);
      sets.push(following);
    }
  }
  return false;
}

/** All beginnings; the first one is empty. */
function beginningsOf(expressions: readonly (readonly (readonly WildcardPiece[])[])[]): readonly Beginning[] {
  const beginnings: Beginning[] = [{ endsOpen: false, next: new Map() }];
  const shared = new Map<string, number>();
  /** @param name what makes it the same as another one; without a name it is new */
  const add = (endsOpen: boolean, name?: string): number => {
    const known = name === undefined ? undefined : shared.get(name);
    if (known !== undefined) return known;
    const index = beginnings.push({ endsOpen, next: new Map() }) - 1;
    if (name !== undefined) shared.set(name, index);
    return index;
  };
  expressions.forEach((patterns, expression) => {
    for (const pieces of patterns) {
      let name: string | undefined = `${expression}:`;
      let current = 0;
      [quote, ...pieces, quote].forEach((piece, place) => {
        const isLast = place === pieces.length + 1;
        if (name !== undefined) name += piece.any ? "*" : `\\${piece.character}`;
        const following = add(piece.any, isLast ? `${expression} ends` : name);
        const from = beginnings[current];
        if (from && piece.any) from.open = following;
        else if (from && !piece.any)
          from.next.set(piece.character, (from.next.get(piece.character) ?? new Set()).add(following));
        // Behind the first `*` nothing is shared.
        if (piece.any) name = undefined;
        current = following;
      });
    }
  });
  return beginnings;
}

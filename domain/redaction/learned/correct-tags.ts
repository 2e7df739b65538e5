import type { Tag } from "./tag-sequence.ts";

/** A text whose tags were guessed. */
export interface GuessedText {
  readonly tagCount: number;
  /** For each token the places of its features among the model's. */
  readonly rows: readonly ArrayLike<number>[];
  readonly tags: readonly Tag[];
  readonly guessed: readonly Tag[];
}

/** How to change a model: each takes a place among its weights or transitions, and by how much. */
export interface ModelChange {
  readonly weigh: (place: number, change: number) => void;
  readonly follow: (place: number, change: number) => void;
}

/** The step of the structured perceptron: what speaks for the right tags gains one, what speaks for those that were guessed instead loses one. */
export function correctTags({ tagCount, rows, tags, guessed }: GuessedText, { weigh, follow }: ModelChange): void {
  rows.forEach((row, at) => {
    const [right, wrong] = [tags[at] ?? 0, guessed[at] ?? 0];
    if (at > 0) {
      const [before, guessedBefore] = [tags[at - 1] ?? 0, guessed[at - 1] ?? 0];
      if (before !== guessedBefore || right !== wrong) {
        follow(before * tagCount + right, 1);
        follow(guessedBefore * tagCount + wrong, -1);
      }
    }
    if (right === wrong) return;
    for (let place = 0; place < row.length; place += 1) {
      const column = row[place] ?? 0;
      weigh(column * tagCount + right, 1);
      weigh(column * tagCount + wrong, -1);
    }
  });
}

/** Somebody who is to be woken at an instant. */
export interface Sleeper {
  /** Milliseconds since the epoch. */
  readonly due: number;
  readonly wake: () => void;
}

/** Those who sleep, by the instant they are due; for the same instant in the order of their coming. */
export class SleeperLine {
  readonly #sleepers: Sleeper[] = [];

  /** Whether nobody sleeps. */
  get isEmpty(): boolean {
    return this.#sleepers.length === 0;
  }

  /** When the first is due; undefined when nobody sleeps. */
  get firstDue(): number | undefined {
    return this.#sleepers[0]?.due;
  }

  /** Adds a sleeper behind all who are due before or with it. */
  add(due: number, wake: () => void): Sleeper {
    const sleeper = { due, wake };
    this.#sleepers.splice(this.#firstDueAfter(due), 0, sleeper);
    return sleeper;
  }

  /** Takes a sleeper out who need not be woken any more; without effect when it has been. */
  remove(sleeper: Sleeper): void {
    for (let place = this.#firstDueAfter(sleeper.due) - 1; this.#sleepers[place]?.due === sleeper.due; place -= 1) {
      if (this.#sleepers[place] !== sleeper) continue;
      this.#sleepers.splice(place, 1);
      return;
    }
  }

  /** Takes the first sleeper out, if it is due by then. */
  takeDue(instant: number): Sleeper | undefined {
    const [first] = this.#sleepers;
    return first && first.due <= instant ? this.#sleepers.shift() : undefined;
  }

  #firstDueAfter(due: number): number {
    let low = 0;
    let high = this.#sleepers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sleepers[middle]?.due ?? 0) <= due) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

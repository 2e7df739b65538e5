/** A message taken from a dead-letter queue: nobody else sees it until it is put back, removed, or so much time has passed. */
export interface TakenLetter {
  readonly messageId: string;
  /** When it was laid aside, ISO 8601. */
  readonly since: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Names this taking of the message to the queue. */
  readonly receipt: string;
}

/** A dead-letter queue. Every function throws `Transient` when the queue is throttled or away, and `Rejected` when it may not be used. */
export interface DeadLetterQueue {
  /** Takes up to so many letters (1 to 10); none when all there are were taken. */
  take(most: number): Promise<readonly TakenLetter[]>;
  /** Lets the letters be seen again. */
  putBack(letters: readonly TakenLetter[]): Promise<void>;
  remove(letter: TakenLetter): Promise<void>;
  /** How many letters lie there to be taken, about. */
  countLying(): Promise<number>;
  /** How many letters others have taken, about. */
  countTaken(): Promise<number>;
}

/** The dead-letter queues by the names under which operators know them. */
export type DeadLetterQueues = ReadonlyMap<string, DeadLetterQueue>;

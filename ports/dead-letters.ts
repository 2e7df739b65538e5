/** Why something could not be processed and where it still lies; never the thing itself, which may hold personal data. */
export interface DeadLetter {
  readonly reason: string;
  readonly error: string;
  /** The stream record it came from, which the redrive reads again while the stream keeps it. */
  readonly streamArn: string;
  readonly shardId: string;
  readonly sequenceNumber: string;
  readonly partitionKey: string;
  readonly at: string;
}

/** Lays a dead letter aside; throws `Transient` when the queue did not take it. */
export type PutDeadLetter = (letter: DeadLetter) => Promise<void>;

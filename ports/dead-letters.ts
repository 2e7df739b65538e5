import type { DeadLetter } from "../schemas/dead-letter.ts";

/** Lays a dead letter aside; throws `Transient` when the queue did not take it. */
export type PutDeadLetter = (letter: DeadLetter) => Promise<void>;

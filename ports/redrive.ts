import type { StreamPlace } from "../domain/redrive/read-dead-letter.ts";

/** What putting records again came to. */
export interface PutAgain {
  /** Records that were on the stream still, and are on it again. */
  readonly put: number;
  /** False when the stream no longer has the first of them, or the last. */
  readonly isWhole: boolean;
}

/** What a function made of an input that it was given again. A failure carries the error's name and message. */
export type InvokedAgain =
  | { readonly ok: true }
  | { readonly ok: false; readonly error: string; readonly message: string };

/** The two ways back. Both throw `Transient` when the service is throttled or away, and `Rejected` when it refuses. */
export interface WaysBack {
  /** Reads the records at a place and puts them on the same stream again, in their order and under their keys. */
  putRecordsAgain(place: StreamPlace): Promise<PutAgain>;
  /** Gives a function an input again, and waits for what becomes of it. */
  invokeAgain(functionArn: string, payload: unknown): Promise<InvokedAgain>;
}

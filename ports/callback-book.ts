import type { CallOutcome } from "../domain/callback/call-outcome.ts";
import type { CallbackOutcome } from "../domain/callback/callback-outcome.ts";

/** That a caller was promised to be called back. Instants are ISO 8601. */
export interface CallbackPromise {
  readonly contactId: string;
  readonly languageCode: string;
  readonly promisedAt: string;
  /** The time that the caller asked for. */
  readonly preferred?: { readonly from: string; readonly to: string };
}

/** One call that was made for a promise. */
export interface CallbackCall {
  /** Counts from 1. */
  readonly call: number;
  readonly calledAt: string;
  /** Absent where Amazon Connect refused to call. */
  readonly outboundContactId?: string;
  /** Absent while it lasts. */
  readonly outcome?: CallOutcome;
}

/** What an outbound contact is made for. */
export interface CallbackPurpose {
  /** The contact in which it was promised. */
  readonly contactId: string;
  /** Name of the queue whose agents talk. */
  readonly queue: string;
}

/** How a callback ended. */
export interface CallbackEnd {
  readonly outcome: CallbackOutcome;
  readonly completedAt: string;
  /** The contact whose open callback this promise was joined to. */
  readonly joinedTo?: string;
}

/**
 * The callbacks that were promised, the calls that were made, and who is not to be called. Telephone numbers are not in it: callers are known by their key.
 * Every function throws `Transient` when the store is throttled or away.
 */
export interface CallbackBook {
  /** Enters a promise; a contact has one, and the first stands, which is returned. */
  promise(promise: CallbackPromise): Promise<CallbackPromise>;
  readPromise(contactId: string): Promise<CallbackPromise | undefined>;
  /**
   * Opens the callback to a caller; a caller has one at a time.
   * @returns the contact whose callback is open now: the given one, or the one that was before
   */
  openFor(callerKey: string, contactId: string): Promise<string>;
  /** Ends it again; without effect for another contact's. */
  closeFor(callerKey: string, contactId: string): Promise<void>;
  /** Enters a call, or what became of it. */
  putCall(contactId: string, call: CallbackCall): Promise<void>;
  /** In order. */
  listCalls(contactId: string): Promise<readonly CallbackCall[]>;
  putPurpose(outboundContactId: string, purpose: CallbackPurpose): Promise<void>;
  readPurpose(outboundContactId: string): Promise<CallbackPurpose | undefined>;
  /** Enters how a callback ended; the first end stands, which is returned. */
  end(contactId: string, end: CallbackEnd): Promise<CallbackEnd>;
  readEnd(contactId: string): Promise<CallbackEnd | undefined>;
  /** Has a caller called no more, or (false) again. */
  setDoNotCall(callerKey: string, doNotCall: boolean): Promise<void>;
  isDoNotCall(callerKey: string): Promise<boolean>;
}

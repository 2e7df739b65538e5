/** That a caller was promised to be called back. */
export interface CallbackPromise {
  readonly contactId: string;
  readonly languageCode: string;
  /** ISO 8601. */
  readonly promisedAt: string;
}

/** The callbacks that were promised. Every function throws `Transient` when the store is throttled or away. */
export interface CallbackBook {
  /** Enters a promise; a contact has one, and the first stands, which is returned. */
  promise(promise: CallbackPromise): Promise<CallbackPromise>;
  readPromise(contactId: string): Promise<CallbackPromise | undefined>;
}

/** Keeps a JSON document under a key; writing the same key again replaces it. Throws `Transient` when the store is away. */
export type PutDocument = (key: string, document: unknown) => Promise<void>;

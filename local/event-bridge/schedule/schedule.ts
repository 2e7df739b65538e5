/** Tells when a schedule fires next after an instant, in milliseconds since the epoch; infinity when it never does again. */
export type Schedule = (after: number) => number;

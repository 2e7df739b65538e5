/** The invocation that has set out to emit something. */
export interface EmissionClaim {
  /** The request id of the invocation, by which its log lines are found. */
  readonly requestId: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** Where an emission stands: ours to print, already printed, or claimed by an invocation that has not said that it has printed. */
export type EmissionState =
  | { readonly state: "ours" }
  | { readonly state: "emitted" }
  | { readonly state: "open"; readonly claim: EmissionClaim };

/** The ledger's part in emitting exactly once. Every function throws `Transient` when the store is throttled or away. */
export interface EmissionLedger {
  /** Claims an emission of a contact for one invocation; exactly one call for each contact and emission is told `ours`. */
  claimEmission(contactId: string, emission: string, claim: EmissionClaim): Promise<EmissionState>;
  /** Passes an open claim on. False when it is no longer `from`'s: another invocation has taken it, or it has been marked. */
  takeOverEmission(contactId: string, emission: string, from: EmissionClaim, to: EmissionClaim): Promise<boolean>;
  /** Notes that the emission has been printed. */
  markEmitted(contactId: string, emission: string): Promise<void>;
}

/** What a log says of an emission that an earlier invocation of the same function had claimed. */
export type EmissionEvidence =
  /** The line is there. */
  | "printed"
  /** The invocation has ended, and the line is not among what it wrote. */
  | "not-printed"
  /** Neither the line nor the invocation's end has reached the log. */
  | "not-known";

/** The function's own log. */
export interface EmissionLog {
  /** Throws `Transient` when the log is throttled or away. */
  findEmission(contactId: string, emission: string, claim: EmissionClaim): Promise<EmissionEvidence>;
}

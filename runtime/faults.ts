/**
 * The four names a fault may carry. State machines read them in `Retry` and `Catch`; docs/errors.md tells what follows from each.
 * - `Transient`: the same call may succeed later (throttle, outage, lost race).
 * - `NotReady`: something that must come first has not come yet.
 * - `Rejected`: a service or rule refuses this for good.
 * - `ContractViolation`: the input breaks its contract; it names the field.
 */
export type FaultName = "Transient" | "NotReady" | "Rejected" | "ContractViolation";

/** A fault. `name` is set from a literal, so that minified bundles report the same name as the source. */
export class Fault extends Error {
  constructor(name: FaultName, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = name;
  }
}

/** The same call may succeed later. */
export const transient = (message: string, options?: { cause?: unknown }) => new Fault("Transient", message, options);

/** What must come first has not come yet. */
export const notReady = (message: string, options?: { cause?: unknown }) => new Fault("NotReady", message, options);

/** Refused for good; trying again changes nothing. */
export const rejected = (message: string, options?: { cause?: unknown }) => new Fault("Rejected", message, options);

/** The input breaks its contract. The message names the field and the remedy, and never quotes the value. */
export const contractViolation = (message: string, options?: { cause?: unknown }) =>
  new Fault("ContractViolation", message, options);

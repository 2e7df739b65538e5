/** Quotas of the service; see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
export interface Limits {
  /** Largest input, output or variable, in bytes of UTF-8. */
  readonly payloadBytes: number;
  /** Longest life of an Express execution, in seconds. */
  readonly expressSeconds: number;
  /** Most events of a Standard execution's history. */
  readonly historyEvents: number;
  /** Most executions that run at a time. */
  readonly openExecutions: number;
  /** How many ended Standard executions are kept for reading; the oldest go first. AWS has no such bound. */
  readonly closedExecutions: number;
  /** How long after their end Standard executions are kept, in seconds. */
  readonly closedExecutionSeconds: number;
  /** Most iterations of an inline Map that run at a time when `MaxConcurrency` is 0. */
  readonly inlineMapConcurrency: number;
}

/** AWS's documented quotas, and a bound on memory. */
export const awsLimits: Limits = {
  payloadBytes: 262_144,
  expressSeconds: 300,
  historyEvents: 25_000,
  openExecutions: 1_000_000,
  closedExecutions: 20_000,
  closedExecutionSeconds: 90 * 86_400,
  inlineMapConcurrency: 40,
};

import { Fault, type FaultName, rejected, transient } from "../runtime/faults.ts";

/** Errors of AWS services that mean "try again later", whatever the service. */
const transientNames = new Set([
  "ThrottlingException",
  "ThrottledException",
  "TooManyRequestsException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "LimitExceededException",
  "InternalServerError",
  "InternalServerException",
  "InternalFailure",
  "InternalFailureException",
  "ServiceUnavailable",
  "ServiceUnavailableException",
  "SlowDown",
  "TimeoutError",
  "RequestTimeout",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
]);

/** Whether an error of an AWS client names a passing condition: by its name, its network code, a 5xx status or the SDK's own retry hint. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code: unknown = Reflect.get(error, "code");
  const metadata: unknown = Reflect.get(error, "$metadata");
  const status: unknown =
    typeof metadata === "object" && metadata !== null ? Reflect.get(metadata, "httpStatusCode") : undefined;
  return (
    transientNames.has(error.name) ||
    (typeof code === "string" && transientNames.has(code)) ||
    (typeof status === "number" && status >= 500) ||
    Reflect.get(error, "$retryable") !== undefined
  );
}

/**
 * Translates an error of an AWS client into one of our faults, keeping it as `cause`.
 * @param what was being done, e.g. `write to the ledger`
 * @param named error names with a fault of their own, which win over the general rule
 */
export function faultOf(error: unknown, what: string, named: Readonly<Record<string, FaultName>> = {}): Fault {
  if (error instanceof Fault) return error;
  const name = error instanceof Error ? error.name : "unknown error";
  const own = Object.hasOwn(named, name) ? named[name] : undefined;
  if (own !== undefined) return new Fault(own, `could not ${what}: ${name}`, { cause: error });
  return isTransient(error)
    ? transient(`could not ${what}: ${name}`, { cause: error })
    : rejected(`could not ${what}: ${name}`, { cause: error });
}

import type { StackAccess } from "./stack-access.ts";

/** Errors of AWS SDK clients that mean: no usable credentials. */
const credentialErrors = new Set([
  "CredentialsProviderError",
  "ExpiredTokenException",
  "ExpiredToken",
  "UnrecognizedClientException",
  "InvalidSignatureException",
]);

/**
 * Says in words what stopped a command line tool, and what to do. The message of the error itself stays, unless it only repeats that nobody answered.
 * @returns an error to print; its cause is the original one
 */
export function explainFailure(cause: unknown, { place, client }: Pick<StackAccess, "place" | "client">): Error {
  const errors = chainOf(cause);
  if (
    errors.some((error) => Reflect.get(error, "code") === "ECONNREFUSED" || Reflect.get(error, "code") === "ENOTFOUND")
  ) {
    return new Error(
      `Nobody answers at ${client.endpoint ?? place}: the stack no longer runs. Start it with: npm start`,
      { cause },
    );
  }
  if (errors.some(({ name }) => credentialErrors.has(name))) {
    return new Error(`${place} takes no credentials from here. Log in with the AWS CLI, or set AWS_PROFILE.`, {
      cause,
    });
  }
  if (errors.some(({ name }) => name === "ResourceNotFoundException")) {
    return new Error(`There is no ledger in ${place}. Is --stage right, and has the stack been deployed?`, { cause });
  }
  return cause instanceof Error ? cause : new Error(String(cause));
}

/** An error, what caused it, and what it gathers: a refused connection may be several attempts in one. */
function chainOf(error: unknown): Error[] {
  if (!(error instanceof Error)) return [];
  const gathered = error instanceof AggregateError ? error.errors.flatMap(chainOf) : [];
  return [error, ...gathered, ...chainOf(error.cause)];
}

import dns from "node:dns";

/**
 * Lets this process find `sync-127.0.0.1`, `sync-localhost` and the like on this machine.
 *
 * The AWS SDK puts `sync-` in front of the endpoint's host for StartSyncExecution and TestState, also when the endpoint comes from
 * `AWS_ENDPOINT_URL`; no environment variable turns that off, only the client option `disableHostPrefix`, which would be wrong on
 * AWS. So the name is resolved instead of changing what production code does: call this in the worker that runs the function.
 *
 * @returns a function that undoes it
 */
export function resolveSyncEndpoint(): () => void {
  const original = dns.lookup;
  dns.lookup = new Proxy(original, {
    apply: (lookup, self, [hostname, ...rest]) => Reflect.apply(lookup, self, [withoutSync(hostname), ...rest]),
  });
  return () => {
    dns.lookup = original;
  };
}

function withoutSync(hostname: unknown): unknown {
  return typeof hostname === "string" ? hostname.replace(/^sync-(?=127\.0\.0\.1$|localhost$)/, "") : hostname;
}

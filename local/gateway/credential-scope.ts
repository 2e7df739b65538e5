import type { ServiceRequest } from "./service.ts";

/** What a request says about who signed it, for which service. Nothing of it is verified: the local stack trusts its loopback. */
export interface CredentialScope {
  readonly accessKeyId: string;
  readonly region: string;
  /** Signing name, e.g. `states`. */
  readonly service: string;
}

/**
 * The access key id with which a simulated AWS service signs. Only its requests may do what AWS keeps for its own services, such as
 * putting events whose source begins with `aws.`.
 */
export const simulatedServiceAccessKeyId = "SIMULATEDAWSSERVICE";

const scope = /([^/\s=]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/;

/**
 * Reads the credential scope of a Signature Version 4 request, from the `Authorization` header or the `X-Amz-Credential` query parameter
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html); `undefined` when the request is unsigned.
 */
export function readCredentialScope(request: Pick<ServiceRequest, "headers" | "url">): CredentialScope | undefined {
  const signed =
    request.headers.authorization ??
    new URL(request.url ?? "/", "http://localhost").searchParams.get("X-Amz-Credential");
  const [, accessKeyId, region, service] = scope.exec(signed ?? "") ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined) return undefined;
  return { accessKeyId, region, service };
}

import { createHmac } from "node:crypto";

/** Where a contact's customer is, as Amazon Connect tells it. */
export interface CustomerEndpoint {
  readonly Address?: string | null | undefined;
  readonly Type?: string | null | undefined;
}

/** E.164; a withheld number reads `anonymous` or nothing. */
const number = /^\+\d{6,15}$/;

/**
 * Makes the key of a caller: HMAC-SHA-256 of the telephone number under a secret of the stack (RFC 2104), so that the same caller is recognised though
 * the number is kept nowhere. Without the secret a hash would tell the number: there are few enough to try them all. See docs/adr/0008.
 * @returns undefined for a caller without a number
 */
export function createCallerKey(pepper: string): (endpoint: CustomerEndpoint | null | undefined) => string | undefined {
  return (endpoint) => {
    const address = endpoint?.Address;
    if (endpoint?.Type !== "TELEPHONE_NUMBER" || typeof address !== "string" || !number.test(address)) return undefined;
    return createHmac("sha256", pepper).update(address).digest("base64url");
  };
}

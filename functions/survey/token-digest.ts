import { createHash } from "node:crypto";

/** SHA-256 of a survey's token, in hexadecimal: the ledger keeps this and not the token. */
export const tokenDigest = (token: string): string => createHash("sha256").update(token).digest("hex");

import { z } from "zod";
import { ServiceError } from "../../gateway/service.ts";

/** The members of a request for a list that say which part of it is wanted. */
export const PageInput = { Limit: z.int().min(1).max(100).nullish(), NextToken: z.string().nullish() };

/** A part of a list, and the token of what follows. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly token: { readonly NextToken?: string };
}

/** Cuts the part out that a request asks for. @throws ServiceError where the token is none of ours */
export function pageOf<T>(
  all: readonly T[],
  { Limit, NextToken }: { readonly Limit?: number | null | undefined; readonly NextToken?: string | null | undefined },
): Page<T> {
  const place = NextToken ? Buffer.from(NextToken, "base64url").toString() : "0";
  if (!/^\d{1,9}$/.test(place)) throw new ServiceError("ValidationException", "The NextToken is not valid.");
  const from = Number(place);
  const to = from + (Limit ?? 100);
  return {
    items: all.slice(from, to),
    token: to < all.length ? { NextToken: Buffer.from(String(to)).toString("base64url") } : {},
  };
}

import { z } from "zod";
import { ServiceError } from "../../gateway/service.ts";

/** The members by which every listing operation is paged. */
export const pageSchema = z.object({
  maxResults: z.number().int().min(0).max(1000).optional(),
  nextToken: z.string().optional(),
});

/** One page of a listing. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | undefined;
}

/**
 * Cuts a page out of a list. The token holds the place of the next page; 0 results ask for the default.
 * @throws ServiceError `InvalidToken` for a token that no page gave
 */
export function page<T>(list: readonly T[], request: z.infer<typeof pageSchema>, defaultSize = 100): Page<T> {
  const start = request.nextToken === undefined ? 0 : position(request.nextToken);
  const end = start + (request.maxResults || defaultSize);
  return {
    items: list.slice(start, end),
    nextToken: end < list.length ? Buffer.from(`from:${end}`).toString("base64url") : undefined,
  };
}

function position(token: string): number {
  const match = /^from:(\d+)$/.exec(Buffer.from(token, "base64url").toString("utf8"));
  if (match) return Number(match[1]);
  throw new ServiceError("InvalidToken", "Invalid Token: 'Invalid token'");
}

import { z } from "zod";
import { Correction } from "../../../schemas/correction.ts";
import type { TimeRange } from "../reconcile/time-range.ts";
import { acceptedBody } from "../trace/accepted-body.ts";
import type { CallApi } from "../trace/http-api.ts";

const Page = z.object({ corrections: z.array(Correction), next: z.string().optional() });
const dayMs = 86_400_000;

/** Every correction whose first judgement lies within the range, in its order, page by page of every UTC day that the range touches. */
export async function readCorrections(call: CallApi, range: TimeRange): Promise<Correction[]> {
  const all: Correction[] = [];
  for (let at = Math.floor(range.from / dayMs) * dayMs; at < range.to; at += dayMs) {
    const day = new Date(at).toISOString().slice(0, 10);
    let after: string | undefined;
    do {
      const query = new URLSearchParams({ day, ...(after !== undefined && { after }) });
      const page = Page.parse(acceptedBody(await call("GET", `/corrections?${query}`)));
      all.push(...page.corrections);
      after = page.next;
    } while (after !== undefined);
  }
  return all.filter(({ first }) => Date.parse(first.at) >= range.from && Date.parse(first.at) < range.to);
}

import { z } from "zod";
import type { CorrectionPage, CorrectionRegister } from "../../../ports/correction-register.ts";
import { parse } from "../../../runtime/parse.ts";
import type { UtteranceRequest } from "../utterance-request.ts";

/** Corrections of one page: their texts have 20,000 characters at most, and AWS Lambda answers with 6 MB at most. */
export const pageSize = 100;

const Query = z.strictObject({ day: z.iso.date(), after: z.string().min(1).max(300).exactOptional() });

/**
 * The corrections that were first given on a day (UTC), `?day=2026-03-02`, a page at a time: `next`, where there is one, goes back as `&after=`.
 * @throws ContractViolation for another query
 */
export function listCorrections(
  { listOfDay }: Pick<CorrectionRegister, "listOfDay">,
  { queryStringParameters }: UtteranceRequest,
): Promise<CorrectionPage> {
  const { day, after } = parse(Query, queryStringParameters ?? {}, "the query");
  return listOfDay(day, pageSize, after);
}

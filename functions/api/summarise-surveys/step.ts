import { z } from "zod";
import { summariseSurveys } from "../../../domain/survey/summarise-surveys.ts";
import type { SurveyLedger } from "../../../ports/survey-ledger.ts";
import { contractViolation } from "../../../runtime/faults.ts";
import { parse } from "../../../runtime/parse.ts";
import type { SurveySummary } from "../../../schemas/survey.ts";

/** The parts of an HTTP API event that the summary reads. */
export const SummariseSurveysRequest = z.object({
  queryStringParameters: z.record(z.string(), z.string()).optional(),
});

/** `from` and `to` are days in UTC, both included; today unless told. */
const Span = z.strictObject({ from: z.iso.date().exactOptional(), to: z.iso.date().exactOptional() });

const dayMs = 24 * 3_600_000;
/** Days of one summary. */
const mostDays = 31;

/** What the summary needs. */
export type SummariseSurveysDependencies = Pick<SurveyLedger, "listSurveys"> & { readonly now: () => Date };

/**
 * Summarises the surveys that were offered in a span of days: in all, and day by day.
 * @throws ContractViolation for a span that is turned round or longer than 31 days
 */
export async function summariseSurveysOfDays(
  { listSurveys, now }: SummariseSurveysDependencies,
  request: z.infer<typeof SummariseSurveysRequest>,
): Promise<SurveySummary> {
  const today = now().toISOString().slice(0, 10);
  const asked = parse(Span, request.queryStringParameters ?? {}, "the query");
  const to = asked.to ?? today;
  const from = asked.from ?? to;
  const count = (Date.parse(to) - Date.parse(from)) / dayMs + 1;
  if (count < 1) throw contractViolation("from must not be after to");
  if (count > mostDays) throw contractViolation(`from and to may span ${mostDays} days at most`);
  const days = Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(from) + index * dayMs).toISOString().slice(0, 10),
  );
  const surveys = await Promise.all(days.map(async (day) => ({ day, surveys: await listSurveys(day) })));
  return {
    from,
    to,
    total: summariseSurveys(surveys.flatMap((each) => each.surveys)),
    days: surveys.map((each) => ({ day: each.day, ...summariseSurveys(each.surveys) })),
  };
}

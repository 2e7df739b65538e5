import { surveyLifeMs } from "../../domain/survey/survey-rules.ts";
import type { SurveyLedger } from "../../ports/survey-ledger.ts";
import type { StepMetrics } from "../../runtime/step.ts";
import type { Survey } from "../../schemas/survey.ts";

/** What offering a survey needs. */
export type OfferDependencies = Pick<SurveyLedger, "offerSurvey"> & { readonly now: () => Date };

/** Offers a contact's caller the survey, once: the survey that was offered before stands. Counts each new one. */
export async function offerSurvey(
  { offerSurvey: keep, now }: OfferDependencies,
  about: Pick<Survey, "contactId" | "channel" | "languageCode" | "hasAgent" | "hasBot">,
  metrics: Pick<StepMetrics, "add">,
): Promise<Survey> {
  const offeredAt = now();
  const { survey, isNew } = await keep({
    ...about,
    offeredAt: offeredAt.toISOString(),
    expiresAt: new Date(offeredAt.getTime() + surveyLifeMs).toISOString(),
  });
  if (isNew) metrics.add({ metric: "SurveysOffered", value: 1, dimensions: {} });
  return survey;
}

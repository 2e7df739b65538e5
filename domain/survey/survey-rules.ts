import { type Survey, type SurveyQuestion, type SurveyState, surveyQuestions } from "../../schemas/survey.ts";
import { hashFeature } from "../understanding/hash-feature.ts";

/** How long a survey takes answers. */
export const surveyLifeMs = 24 * 3_600_000;

/** An overall score up to this opens an issue. */
export const lowScore = 2;

/** The questions that apply: about agent and bot only where there was one. */
export function questionsFor({ hasAgent, hasBot }: Pick<Survey, "hasAgent" | "hasBot">): readonly SurveyQuestion[] {
  const applies: Partial<Record<SurveyQuestion, boolean>> = { agentService: hasAgent, botAccuracy: hasBot };
  return surveyQuestions.filter((question) => applies[question] ?? true);
}

/** Where a survey stands at a moment (epoch milliseconds). Answers that came in time still count after it has expired. */
export function surveyState(
  survey: Pick<Survey, "hasAgent" | "hasBot" | "expiresAt">,
  answered: readonly SurveyQuestion[],
  now: number,
): SurveyState {
  if (questionsFor(survey).every((question) => answered.includes(question))) return "answered";
  if (now >= Date.parse(survey.expiresAt)) return "expired";
  return answered.length > 0 ? "partly answered" : "offered";
}

/** Whether a contact belongs to the share that is asked: the same answer each time for the same contact. */
export function isInShare(contactId: string, percent: number): boolean {
  return (hashFeature(`survey/${contactId}`) % 10_000) / 100 < percent;
}

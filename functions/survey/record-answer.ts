import { lowScoreCause } from "../../domain/issue/issue-cause.ts";
import { lowScoreSeverity } from "../../domain/issue/issue-severity.ts";
import type { MetricName } from "../../domain/metrics/catalogue.ts";
import { lowScore } from "../../domain/survey/survey-rules.ts";
import type { PublishEvent } from "../../ports/event-publisher.ts";
import type { IssueRegister } from "../../ports/issue-register.ts";
import type { SurveyLedger } from "../../ports/survey-ledger.ts";
import type { StepMetrics } from "../../runtime/step.ts";
import type { Survey, SurveyAnswer, SurveyQuestion } from "../../schemas/survey.ts";
import { announceIssue } from "../issue/announce-issue.ts";

/** What recording an answer needs. */
export interface RecordAnswerDependencies extends Pick<SurveyLedger, "putAnswer">, Pick<IssueRegister, "open"> {
  readonly publish: PublishEvent;
  readonly now: () => Date;
}

/** The metric of each question's scores. */
const metricOf = {
  overall: "CsatOverall",
  connectionSpeed: "CsatConnectionSpeed",
  voiceQuality: "CsatVoiceQuality",
  botAccuracy: "CsatBotAccuracy",
  agentService: "CsatAgentService",
} as const satisfies Record<SurveyQuestion, MetricName>;

/**
 * Records a question's answer: the first stands. Publishes `SurveyAnswered.v1`, opens an issue for a low overall score, and counts the score once. Safe to
 * repeat: whatever was left undone by a run that was cut off is done by the next.
 * @returns the answer that stands
 */
export async function recordAnswer(
  dependencies: RecordAnswerDependencies,
  survey: Survey,
  given: Pick<SurveyAnswer, "question" | "score">,
  metrics: Pick<StepMetrics, "add">,
): Promise<SurveyAnswer> {
  const { contactId, channel } = survey;
  const { answer, isNew } = await dependencies.putAnswer(survey, {
    question: given.question,
    score: given.score,
    answeredAt: dependencies.now().toISOString(),
  });
  const { question, score, answeredAt } = answer;
  if (isNew) {
    metrics.add({ metric: metricOf[question], value: score, dimensions: {} });
    if (question === "overall") metrics.add({ metric: "SurveyResponses", value: 1, dimensions: {} });
  }
  await dependencies.publish({
    type: "SurveyAnswered.v1",
    id: `${contactId}.survey.${question}`,
    occurredAt: answeredAt,
    correlationId: contactId,
    causationId: contactId,
    data: { contactId, question, score, channel, answeredAt },
  });
  if (question === "overall" && score <= lowScore) await openIssue(dependencies, contactId, score);
  return answer;
}

async function openIssue({ open, publish }: RecordAnswerDependencies, contactId: string, score: number): Promise<void> {
  const opened = await open({
    ...lowScoreCause({ contactId }),
    severity: lowScoreSeverity(score),
    source: "survey",
    summary: `a caller gave the contact ${score} of 5 in the survey`,
    contactId,
    cause: undefined,
  });
  await announceIssue(publish, opened, `${contactId}.survey.overall`);
}

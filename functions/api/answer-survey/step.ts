import { z } from "zod";
import { redactText } from "../../../domain/redaction/redact-text.ts";
import { parseScore } from "../../../domain/survey/parse-score.ts";
import { questionsFor, surveyState } from "../../../domain/survey/survey-rules.ts";
import type { KeptSurvey, SurveyLedger } from "../../../ports/survey-ledger.ts";
import { contractViolation, rejected } from "../../../runtime/faults.ts";
import { parse } from "../../../runtime/parse.ts";
import type { StepTools } from "../../../runtime/step.ts";
import {
  type AnswerSurveyReply,
  AnswerSurveyRequest,
  type SurveyAnswer,
  SurveyQuestion,
} from "../../../schemas/survey.ts";
import { type RecordAnswerDependencies, recordAnswer } from "../../survey/record-answer.ts";
import { tokenDigest } from "../../survey/token-digest.ts";
import { RequestWithBody, readJsonBody } from "../request-body.ts";

/** The parts of an HTTP API event that answering reads. */
export const AnswerSurveyEvent = RequestWithBody.extend({
  pathParameters: z.object({ token: z.string().min(1).max(100) }),
});

/** What answering a survey by message needs. */
export type AnswerSurveyDependencies = RecordAnswerDependencies &
  Pick<SurveyLedger, "readSurveyToken" | "readSurvey" | "putComment">;

/**
 * Takes a caller's answers by the token of their message: numbers, or words. Each question's first answer stands, so that sending the same again changes
 * nothing; the comment is redacted before it is kept. Nothing is taken of a body that breaks its contract.
 * @throws Rejected for an unknown token or an expired survey, ContractViolation naming the question whose answer is no score
 */
export async function answerSurvey(
  dependencies: AnswerSurveyDependencies,
  request: z.infer<typeof AnswerSurveyEvent>,
  { metrics }: Pick<StepTools, "metrics">,
): Promise<AnswerSurveyReply> {
  const contactId = await dependencies.readSurveyToken(tokenDigest(request.pathParameters.token));
  const kept = contactId === undefined ? undefined : await dependencies.readSurvey(contactId);
  if (!kept) throw rejected("there is no such survey; the link may be damaged");
  const { survey } = kept;
  const now = dependencies.now().getTime();
  if (stateOf(kept, now) === "expired") throw rejected("the survey has expired: answers are taken for 24 hours");
  const { comment, ...body } = parse(
    AnswerSurveyRequest,
    readJsonBody(request, '{"scores":{"overall":5}}'),
    "the body",
  );
  const given = scoresOf(body.scores, kept);

  const standing = new Map(kept.answers.map((answer) => [answer.question, answer]));
  for (const each of given) standing.set(each.question, await recordAnswer(dependencies, survey, each, metrics));
  const text = comment?.trim() ?? "";
  if (text !== "") await dependencies.putComment(survey, redactText(text, survey.languageCode).text);
  const answers = [...standing.values()];
  return {
    state: stateOf({ survey, answers }, now),
    scores: Object.fromEntries(answers.map(({ question, score }) => [question, score])),
  };
}

/** The scores of a body, the overall one first: it is what makes a response. */
function scoresOf(
  scores: z.infer<typeof AnswerSurveyRequest>["scores"],
  { survey, answers }: KeptSurvey,
): Pick<SurveyAnswer, "question" | "score">[] {
  const questions = questionsFor(survey);
  const strange = SurveyQuestion.options.find((question) => question in scores && !questions.includes(question));
  if (strange) throw contractViolation(`scores.${strange} was not asked in this survey: leave it out`);
  if (scores.overall === undefined && !answers.some(({ question }) => question === "overall"))
    throw contractViolation("scores.overall is missing: it is the one answer that every survey has");
  return questions.flatMap((question) => {
    const value = scores[question];
    if (value === undefined) return [];
    const score = parseScore(String(value));
    if (score === undefined)
      throw contractViolation(`scores.${question} must be a number from 1 to 5, or one such score in words`);
    return [{ question, score }];
  });
}

function stateOf({ survey, answers }: KeptSurvey, now: number): AnswerSurveyReply["state"] {
  return surveyState(
    survey,
    answers.map(({ question }) => question),
    now,
  );
}

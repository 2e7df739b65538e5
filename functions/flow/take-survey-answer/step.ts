import { type AskedQuestion, nextQuestion, type SurveyMove } from "../../../domain/survey/next-question.ts";
import { parseScore } from "../../../domain/survey/parse-score.ts";
import { isInShare, questionsFor } from "../../../domain/survey/survey-rules.ts";
import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import type { StepTools } from "../../../runtime/step.ts";
import type { FlowEvent, TakeSurveyAnswerReply } from "../../../schemas/flow.ts";
import { type Survey, SurveyQuestion } from "../../../schemas/survey.ts";
import { type OfferDependencies, offerSurvey } from "../../survey/offer-survey.ts";
import { type RecordAnswerDependencies, recordAnswer } from "../../survey/record-answer.ts";
import { languageOf } from "../begin-media/step.ts";

/** What `flow/take-survey-answer` needs. */
export interface TakeSurveyAnswerDependencies
  extends OfferDependencies,
    RecordAnswerDependencies,
    Pick<ContactLedger, "listDecisions"> {
  /** How many of a hundred contacts are asked. */
  readonly percent: number;
}

/**
 * Takes the answer to the question that the flow asked last, if any, and tells the flow what to ask next. Without a question it offers the survey, behind
 * the bot's farewell where there is one; a caller who never said a word, and one outside of the share that is asked, only hears the farewell. Safe to
 * repeat: the same call gets the same reply.
 */
export async function takeSurveyAnswer(
  dependencies: TakeSurveyAnswerDependencies,
  event: FlowEvent,
  { metrics }: Pick<StepTools, "metrics">,
): Promise<TakeSurveyAnswerReply> {
  const { ContactData, Parameters } = event.Details;
  const contactId = ContactData.ContactId;
  const languageCode = languageOf(event);
  const question = SurveyQuestion.safeParse(Parameters.question).data;
  const hasAgent = ContactData.Queue != null;
  // After an agent, what the bot said last was said before the agent came.
  const farewell = question === undefined && !hasAgent ? (Parameters.farewell ?? "").trim() : "";
  if (question === undefined && !(await isAsked(dependencies, contactId))) return leave(farewell);

  const survey = await offerSurvey(dependencies, { contactId, channel: "voice", languageCode, hasAgent }, metrics);
  const asked = question && (await take(dependencies, survey, question, Parameters, metrics));
  const move = nextQuestion(questionsFor(survey), asked, languageCode);
  return replyOf(move.action === "ask" ? { ...move, message: `${farewell} ${move.message}`.trim() } : move);
}

async function isAsked({ listDecisions, percent }: TakeSurveyAnswerDependencies, contactId: string): Promise<boolean> {
  return isInShare(contactId, percent) && (await listDecisions(contactId)).length > 0;
}

async function take(
  dependencies: TakeSurveyAnswerDependencies,
  survey: Survey,
  question: SurveyQuestion,
  { answer = "", tries = "1" }: Readonly<Record<string, string>>,
  metrics: StepTools["metrics"],
): Promise<AskedQuestion> {
  const score = parseScore(answer);
  if (score !== undefined) await recordAnswer(dependencies, survey, { question, score }, metrics);
  return { question, tries: Number(tries), isAnswered: score !== undefined };
}

function leave(message: string): TakeSurveyAnswerReply {
  return replyOf(message === "" ? { action: "end" } : { action: "thank", message });
}

function replyOf(move: SurveyMove): TakeSurveyAnswerReply {
  return {
    action: move.action,
    message: move.action === "end" ? "" : move.message,
    question: move.action === "ask" ? move.question : "",
    tries: move.action === "ask" ? String(move.tries) : "0",
  };
}

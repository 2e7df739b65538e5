import { type AskedQuestion, nextQuestion, type SurveyMove } from "../../../domain/survey/next-question.ts";
import { parseScore } from "../../../domain/survey/parse-score.ts";
import { surveyPrompts } from "../../../domain/survey/survey-prompts.ts";
import { isInShare, questionsFor } from "../../../domain/survey/survey-rules.ts";
import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import type { StepTools } from "../../../runtime/step.ts";
import type { FlowEvent, TakeSurveyAnswerReply } from "../../../schemas/flow.ts";
import { type Survey, SurveyQuestion } from "../../../schemas/survey.ts";
import { type OfferDependencies, offerSurvey } from "../../survey/offer-survey.ts";
import { type RecordAnswerDependencies, recordAnswer } from "../../survey/record-answer.ts";
import { answerLanguageOf } from "../begin-media/step.ts";
import { type AwaitSpokenScoreDependencies, awaitSpokenScore } from "./await-spoken-score.ts";

/** What `flow/take-survey-answer` needs. */
export interface TakeSurveyAnswerDependencies
  extends OfferDependencies,
    RecordAnswerDependencies,
    AwaitSpokenScoreDependencies,
    Pick<ContactLedger, "listDecisions" | "mergeFacts"> {
  readonly now: () => Date;
  /** How many of a hundred contacts are asked. */
  readonly percent: number;
}

/**
 * Takes the answer to the question that the flow asked last, if any, by key or in words, and tells the flow what to ask next. Without a question it offers
 * the survey, behind the bot's farewell where there is one; whoever was served neither by bot nor agent, and whoever is outside of the share that is asked,
 * only hears the farewell. Safe to repeat: an answer that was taken stands.
 */
export async function takeSurveyAnswer(
  dependencies: TakeSurveyAnswerDependencies,
  event: FlowEvent,
  { metrics }: Pick<StepTools, "metrics">,
): Promise<TakeSurveyAnswerReply> {
  const { ContactData, Parameters } = event.Details;
  const contactId = ContactData.ContactId;
  const languageCode = answerLanguageOf(event);
  const question = SurveyQuestion.safeParse(Parameters.question).data;
  const hasAgent = ContactData.Queue != null;
  const hasBot = (await dependencies.listDecisions(contactId)).length > 0;
  // After an agent, what the bot said last was said before the agent came.
  const farewell = question === undefined && !hasAgent ? (Parameters.farewell ?? "").trim() : "";
  if (question === undefined) {
    if (!(hasBot || hasAgent) || !isInShare(contactId, dependencies.percent)) return leave(farewell);
    // From here on what the caller says is not said to the bot.
    await dependencies.mergeFacts(contactId, { surveyBegunAt: dependencies.now().toISOString() });
  }

  const about = { contactId, channel: "voice", languageCode, hasAgent, hasBot } as const;
  const survey = await offerSurvey(dependencies, about, metrics);
  const asked = question && (await take(dependencies, survey, question, Parameters, metrics));
  const isHeard = ContactData.MediaStreams?.Customer?.Audio != null;
  const move = nextQuestion(questionsFor(survey), asked, surveyPrompts(languageCode, isHeard));
  if (move.action !== "ask") return replyOf(move);
  const isAskedAgain = move.question === question;
  const askedAt = isAskedAgain ? (Parameters.askedAt ?? "") : dependencies.now().toISOString();
  return replyOf({ ...move, message: `${farewell} ${move.message}`.trim() }, askedAt);
}

async function take(
  dependencies: TakeSurveyAnswerDependencies,
  survey: Survey,
  question: SurveyQuestion,
  { answer = "", tries = "1", askedAt = "" }: Readonly<Record<string, string>>,
  metrics: StepTools["metrics"],
): Promise<AskedQuestion> {
  const since = Date.parse(askedAt);
  const pressed = parseScore(answer);
  const isInWords = pressed === undefined && !Number.isNaN(since);
  const score = isInWords ? await awaitSpokenScore(dependencies, survey.contactId, since) : pressed;
  if (score !== undefined) await recordAnswer(dependencies, survey, { question, score }, metrics);
  return { question, tries: Number(tries), isAnswered: score !== undefined };
}

function leave(message: string): TakeSurveyAnswerReply {
  return replyOf(message === "" ? { action: "end" } : { action: "thank", message });
}

function replyOf(move: SurveyMove, askedAt = ""): TakeSurveyAnswerReply {
  return {
    action: move.action,
    message: move.action === "end" ? "" : move.message,
    question: move.action === "ask" ? move.question : "",
    tries: move.action === "ask" ? String(move.tries) : "0",
    askedAt,
  };
}

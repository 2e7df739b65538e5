import type { z } from "zod";
import { mainDialectOf } from "../../../domain/language/spoken-languages.ts";
import { questionsFor, surveyState } from "../../../domain/survey/survey-rules.ts";
import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import type { SurveyLedger } from "../../../ports/survey-ledger.ts";
import { notReady, rejected } from "../../../runtime/faults.ts";
import { parse } from "../../../runtime/parse.ts";
import type { StepTools } from "../../../runtime/step.ts";
import { type OfferSurveyReply, OfferSurveyRequest } from "../../../schemas/survey.ts";
import { type OfferDependencies, offerSurvey } from "../../survey/offer-survey.ts";
import { tokenDigest } from "../../survey/token-digest.ts";
import { type RequestWithBody, readJsonBody } from "../request-body.ts";

/** What offering a survey by message needs. */
export interface OfferByMessageDependencies
  extends OfferDependencies,
    Pick<ContactLedger, "readRecord">,
    Pick<SurveyLedger, "readSurvey" | "putSurveyToken"> {
  /** A token that nobody can guess. */
  readonly newToken: () => string;
}

/**
 * Offers the survey to a closed contact's caller and gives a token for a message to them. Asked again it gives another token for the same survey.
 * @throws Rejected for a contact that is unknown, was abandoned or unreached, or whose survey is answered or expired; NotReady while the contact is not closed
 */
export async function offerSurveyByMessage(
  dependencies: OfferByMessageDependencies,
  request: z.infer<typeof RequestWithBody>,
  { metrics }: Pick<StepTools, "metrics">,
): Promise<OfferSurveyReply> {
  const body = readJsonBody(request, '{"contactId":"…"}');
  const { contactId } = parse(OfferSurveyRequest, body, "the body");
  const record = await dependencies.readRecord(contactId);
  if (!record) throw rejected("there is no such contact");
  if (!record.closing) throw notReady("the contact is not closed yet");
  const { outcome, decisions } = record.closing;
  if (outcome === "abandoned" || outcome === "unreached")
    throw rejected(`the contact was ${outcome}: there is nothing to ask about`);
  const hasAgent = record.facts.connectedToAgentAt !== undefined;
  const languageCode = mainDialectOf(record.languageCode);
  const hasBot = decisions > 0;
  const known = await dependencies.readSurvey(contactId);
  const survey =
    known?.survey ??
    (await offerSurvey(dependencies, { contactId, channel: "message", languageCode, hasAgent, hasBot }, metrics));
  const answered = known?.answers.map(({ question }) => question) ?? [];
  const state = surveyState(survey, answered, dependencies.now().getTime());
  if (state === "answered" || state === "expired") throw rejected(`the contact's survey is ${state} already`);
  const token = dependencies.newToken();
  await dependencies.putSurveyToken(tokenDigest(token), contactId);
  return { contactId, token, expiresAt: survey.expiresAt, questions: [...questionsFor(survey)] };
}

import { z } from "zod";

/** What a survey asks, in this order: the go-live report's section 6.1. */
export const surveyQuestions = ["overall", "connectionSpeed", "voiceQuality", "botAccuracy", "agentService"] as const;
export const SurveyQuestion = z.enum(surveyQuestions);
export type SurveyQuestion = z.infer<typeof SurveyQuestion>;

/** 1 (very dissatisfied) to 5 (very satisfied). */
export const SurveyScore = z.int().min(1).max(5);

/** By which way the caller was asked. */
export const SurveyChannel = z.enum(["voice", "message"]);

/** A survey that was offered to a contact's caller. */
export const Survey = z.object({
  contactId: z.string().min(1),
  channel: SurveyChannel,
  languageCode: z.string().min(1),
  /** An agent served the contact, so that the agent's service can be asked about. */
  hasAgent: z.boolean(),
  /** The bot served it; in a call of ours there is none. */
  hasBot: z.boolean().default(true),
  offeredAt: z.iso.datetime(),
  /** Answers that come later are not taken. */
  expiresAt: z.iso.datetime(),
});
export type Survey = z.infer<typeof Survey>;

/** One question's answer. The first of several stands. */
export const SurveyAnswer = z.object({ question: SurveyQuestion, score: SurveyScore, answeredAt: z.iso.datetime() });
export type SurveyAnswer = z.infer<typeof SurveyAnswer>;

/** Offered, partly answered, answered (every question that applies), or expired before that. */
export const SurveyState = z.enum(["offered", "partly answered", "answered", "expired"]);
export type SurveyState = z.infer<typeof SurveyState>;

/** `POST /surveys`: asks for a token with which the contact's caller can answer by message. */
export const OfferSurveyRequest = z.strictObject({ contactId: z.string().min(1).max(128) });

/** The answer to it. */
export const OfferSurveyReply = z.object({
  contactId: z.string(),
  /** Ends the path `/surveys/{token}`; whoever has it can answer, once, until it expires. */
  token: z.string(),
  expiresAt: z.iso.datetime(),
  questions: z.array(SurveyQuestion),
});
export type OfferSurveyReply = z.infer<typeof OfferSurveyReply>;

/** An answer as a caller gives it: a number, or words such as `사 점이요`. */
const GivenScore = z.union([z.number(), z.string().min(1).max(100)]);

/** `POST /surveys/{token}`: the caller's answers. */
export const AnswerSurveyRequest = z.strictObject({
  scores: z.partialRecord(SurveyQuestion, GivenScore),
  comment: z.string().max(1_000).exactOptional(),
});

/** The answer to it. */
export const AnswerSurveyReply = z.object({
  state: SurveyState,
  /** The scores that stand, whether they came with this request or before. */
  scores: z.partialRecord(SurveyQuestion, SurveyScore),
});
export type AnswerSurveyReply = z.infer<typeof AnswerSurveyReply>;

const Mean = z.object({ question: SurveyQuestion, answers: z.int().nonnegative(), mean: z.number().nullable() });

/** Surveys in figures. A response is a survey whose overall score was given. */
export const SurveyFigures = z.object({
  offered: z.int().nonnegative(),
  responses: z.int().nonnegative(),
  /** 0 to 1; null when none was offered. */
  responseRate: z.number().nullable(),
  /** Mean score of each question, null without an answer, to two decimals. */
  means: z.array(Mean),
});
export type SurveyFigures = z.infer<typeof SurveyFigures>;

/** `GET /surveys/summary`. Days in UTC, as in the ledger; a survey belongs to the day on which it was offered. */
export const SurveySummary = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  total: SurveyFigures,
  days: z.array(SurveyFigures.extend({ day: z.iso.date() })),
});
export type SurveySummary = z.infer<typeof SurveySummary>;

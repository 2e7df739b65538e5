import type { Survey, SurveyAnswer } from "../schemas/survey.ts";

/** A survey with what was answered so far. */
export interface KeptSurvey {
  readonly survey: Survey;
  readonly answers: readonly SurveyAnswer[];
  /** Redacted. */
  readonly comment?: string;
}

/** Surveys in the ledger. Every write is one conditional item, so that repetition finds its own traces. All functions throw `Transient` when the store is throttled or away. */
export interface SurveyLedger {
  /** Keeps a survey; the first of a contact stands and is returned. `isNew`: it is this one. */
  offerSurvey(survey: Survey): Promise<{ readonly survey: Survey; readonly isNew: boolean }>;
  readSurvey(contactId: string): Promise<KeptSurvey | undefined>;
  /** Keeps a question's answer; the first stands and is returned. `isNew`: it is this one. */
  putAnswer(survey: Survey, answer: SurveyAnswer): Promise<{ readonly answer: SurveyAnswer; readonly isNew: boolean }>;
  /** Keeps a redacted comment; the first stands. */
  putComment(survey: Survey, text: string): Promise<void>;
  /** Keeps to which contact's survey a token leads, by the token's digest: the ledger does not know the tokens. */
  putSurveyToken(digest: string, contactId: string): Promise<void>;
  readSurveyToken(digest: string): Promise<string | undefined>;
  /** All surveys that were offered on a day (`2024-12-19`, UTC). Eventually consistent. */
  listSurveys(day: string): Promise<readonly KeptSurvey[]>;
}

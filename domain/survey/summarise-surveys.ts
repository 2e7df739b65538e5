import { type SurveyFigures, type SurveyQuestion, surveyQuestions } from "../../schemas/survey.ts";

/** A survey's answers, as far as figures need them. */
export interface AnsweredSurvey {
  readonly answers: readonly { readonly question: SurveyQuestion; readonly score: number }[];
}

/** Puts surveys together in figures: how many were offered and answered, and the mean of each question. */
export function summariseSurveys(surveys: readonly AnsweredSurvey[]): SurveyFigures {
  const scoresOf = (question: SurveyQuestion) =>
    surveys.flatMap(({ answers }) =>
      answers.filter((answer) => answer.question === question).map(({ score }) => score),
    );
  const responses = scoresOf("overall").length;
  return {
    offered: surveys.length,
    responses,
    responseRate: surveys.length === 0 ? null : responses / surveys.length,
    means: surveyQuestions.map((question) => {
      const scores = scoresOf(question);
      const sum = scores.reduce((total, score) => total + score, 0);
      const mean = scores.length === 0 ? null : Math.round((sum / scores.length) * 100) / 100;
      return { question, answers: scores.length, mean };
    }),
  };
}

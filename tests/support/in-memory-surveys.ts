import type { KeptSurvey, SurveyLedger } from "../../ports/survey-ledger.ts";
import type { SurveyAnswer } from "../../schemas/survey.ts";

/** Surveys in memory. `kept` looks into them. */
export function inMemorySurveys(): SurveyLedger & { kept(contactId: string): KeptSurvey | undefined } {
  const surveys = new Map<string, KeptSurvey>();
  const tokens = new Map<string, string>();
  return {
    kept: (contactId) => surveys.get(contactId),
    offerSurvey: async (survey) => {
      const known = surveys.get(survey.contactId);
      if (known) return { survey: known.survey, isNew: false };
      surveys.set(survey.contactId, { survey, answers: [] });
      return { survey, isNew: true };
    },
    readSurvey: async (contactId) => surveys.get(contactId),
    putAnswer: async (survey, answer) => {
      const kept = surveys.get(survey.contactId) ?? { survey, answers: [] };
      const known = kept.answers.find(({ question }) => question === answer.question);
      if (known) return { answer: known, isNew: false };
      const answers: readonly SurveyAnswer[] = [...kept.answers, answer];
      surveys.set(survey.contactId, { ...kept, answers });
      return { answer, isNew: true };
    },
    putComment: async (survey, comment) => {
      const kept = surveys.get(survey.contactId) ?? { survey, answers: [] };
      surveys.set(survey.contactId, { comment, ...kept });
    },
    putSurveyToken: async (digest, contactId) => void tokens.set(digest, contactId),
    readSurveyToken: async (digest) => tokens.get(digest),
    listSurveys: async (day) => [...surveys.values()].filter(({ survey }) => survey.offeredAt.startsWith(day)),
  };
}

import type { SurveyQuestion } from "../../schemas/survey.ts";
import type { SurveyPrompts } from "./survey-prompts.ts";

/** How often a question is asked before the survey goes on without its answer. */
const mostTries = 2;

/** What the flow does next: asks a question, thanks and hangs up, or hangs up without a word. */
export type SurveyMove =
  | { readonly action: "ask"; readonly question: SurveyQuestion; readonly tries: number; readonly message: string }
  | { readonly action: "thank"; readonly message: string }
  | { readonly action: "end" };

/** What was asked, how often so far, and whether it has an answer now. */
export interface AskedQuestion {
  readonly question: SurveyQuestion;
  readonly tries: number;
  readonly isAnswered: boolean;
}

/**
 * Chooses the next move from what was asked last alone, so that a repeated call moves the same. A question without an answer is asked once more; who
 * does not answer the first is not asked the others.
 * @param questions those that apply, in their order
 * @param asked undefined at the beginning
 */
export function nextQuestion(
  questions: readonly SurveyQuestion[],
  asked: AskedQuestion | undefined,
  prompts: SurveyPrompts,
): SurveyMove {
  if (asked && !asked.isAnswered && asked.tries < mostTries) {
    const message = `${prompts.again} ${prompts.questions[asked.question]}`;
    return { action: "ask", question: asked.question, tries: asked.tries + 1, message };
  }
  const at = asked ? questions.indexOf(asked.question) : -1;
  if (at === 0 && asked?.isAnswered === false) return { action: "end" };
  const question = questions[at + 1];
  return question === undefined
    ? { action: "thank", message: prompts.thanks }
    : { action: "ask", question, tries: 1, message: prompts.questions[question] };
}

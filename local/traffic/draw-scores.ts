import { type SurveyQuestion, surveyQuestions } from "../../schemas/survey.ts";
import type { Chance } from "../connect/chance.ts";
import { apportion } from "./apportion.ts";
import type { DaySpec } from "./day-spec.ts";
import type { Score } from "./day-words.ts";

/** How much of an answer is the caller's mood, and how much the question's own: of a hundred. */
const moodWeighs = 60;

/**
 * The answers of so many callers, one list a caller, in the order of the questions; `botAccuracy` and `agentService` for those who met one. The scores of each question come in the
 * day's proportions; who is content with one thing tends to be content with the others.
 */
export function drawScores(
  scores: DaySpec["survey"]["scores"],
  callers: readonly { readonly metBot: boolean; readonly metAgent: boolean }[],
  chance: Chance,
): readonly (readonly Score[])[] {
  const moods = callers.map(() => chance.between(0, 100));
  const answers = callers.map((): Score[] => []);
  for (const question of surveyQuestions) {
    const asked = [...callers.entries()].flatMap(([caller, { metBot, metAgent }]) =>
      (question === "botAccuracy" && !metBot) || (question === "agentService" && !metAgent) ? [] : [caller],
    );
    const content = asked
      .map((caller) => ({
        caller,
        by: moodWeighs * (moods[caller] ?? 0) + (100 - moodWeighs) * chance.between(0, 100),
      }))
      .sort((one, other) => other.by - one.by);
    const hand = handOf(scores, question, asked.length);
    for (const [place, { caller }] of content.entries()) answers[caller]?.push(hand[place] ?? 3);
  }
  return answers;
}

/** Best first. */
const scale = [5, 4, 3, 2, 1] as const;

/** So many scores in the question's proportions, best first. */
function handOf(scores: DaySpec["survey"]["scores"], question: SurveyQuestion, count: number): Score[] {
  const parts = apportion(count, Object.entries(scores[question]));
  return scale.flatMap((score) => Array<Score>(parts.get(String(score)) ?? 0).fill(score));
}

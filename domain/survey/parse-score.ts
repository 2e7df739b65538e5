/** Words for a score, the more telling ones first: what they take is not read again. */
const words: readonly (readonly [RegExp, number])[] = [
  // Out of how many says nothing about how many.
  [/(?:5|오|다섯)\s*점\s*(?:만점|중)(?:에서|에)?|(?:out\s+of|\/)\s*(?:5|five)\b/g, Number.NaN],
  [/(?:매우|아주|완전|너무|정말|진짜)\s*(?:불만|별로|나빴|나빠|안\s*좋)\S*|최악\S*|형편\s*없\S*/g, 1],
  [/불만\S*|별로\S*|안\s*좋\S*|나빴\S*|나빠\S*|좋지\s*않\S*|만족(?:하지|스럽지)?\s*(?:않|못|안)\S*/g, 2],
  [/보통\S*|그저\s*그\S*|그냥\s*그\S*|나쁘지\s*않\S*/g, 3],
  [/(?:매우|아주|대단히|완전|너무|정말|진짜)\s*(?:만족|좋|훌륭)\S*|최고\S*|완벽\S*/g, 5],
  [/만족\S*|좋(?:았|아|습|네|은)\S*|괜찮\S*/g, 4],
  [
    /\b(?:(?:very|extremely)\s+(?:dissatisfied|unsatisfied|unhappy|bad|poor)|terrible|awful|horrible|(?:the\s+)?worst)\b/g,
    1,
  ],
  [/\b(?:not\s+bad|okay|ok|neutral|average|so\s*-?so|fine)\b/g, 3],
  [/\b(?:dissatisfied|unsatisfied|unhappy|not\s+(?:very\s+)?(?:satisfied|happy|good)|poor|bad)\b/g, 2],
  [/\b(?:(?:very|extremely|really)\s+(?:satisfied|happy|good)|excellent|perfect|outstanding|great)\b/g, 5],
  [/\b(?:satisfied|happy|good)\b/g, 4],
];

/** Numbers as figures and in words; a Korean number needs its unit (`점`, `번`), as its syllables stand in many words. */
const numbers: readonly RegExp[] = [
  /(?<![\p{L}\p{N}.])(?<figure>\d+(?:\.\d+)?)(?!\d)/gu,
  /(?<![가-힣])(?<korean>일|이|삼|사|오|육|칠|팔|구|십|영|한|하나|두|둘|세|셋|네|넷|다섯)\s*(?:점|번)/g,
  /(?<![a-z])(?<english>zero|one|two|three|four|five|six|seven|eight|nine|ten)(?![a-z])/g,
];

/** A Korean number may stand without its unit when it is all that was said. */
const bareKorean = /^(일|이|삼|사|오|하나|둘|셋|넷|다섯)\s*(?:이?요|이?에요|예요|입니다|으?로\s*할게요)?$/;

const values: Readonly<Record<string, number>> = {
  ...{ 일: 1, 이: 2, 삼: 3, 사: 4, 오: 5, 한: 1, 하나: 1, 두: 2, 둘: 2, 세: 3, 셋: 3, 네: 4, 넷: 4, 다섯: 5 },
  ...{ one: 1, two: 2, three: 3, four: 4, five: 5 },
};

/** Behind these words stands what the caller means instead. */
const correction =
  /아니(?:요|에요|야|다)?(?=[\s,.]|$)|말고|정정|다시|\b(?:no|sorry|rather|actually|i mean|make (?:it|that))\b/g;

/**
 * Reads a score from 1 to 5 from a key that was pressed or from words, Korean or English. Of a correction ("사 점 아니 오 점이요") what comes last counts.
 * @returns undefined when there is no score in it, more than one, or one that is not on the scale
 */
export function parseScore(answer: string): number | undefined {
  const text = answer.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ").trim();
  const bare = bareKorean.exec(text.replace(/[.!~]+$/, ""))?.[1];
  if (bare !== undefined) return values[bare];
  const last = [...text.matchAll(correction)].at(-1);
  return onlyScore(last ? text.slice(last.index + last[0].length) : text);
}

function onlyScore(text: string): number | undefined {
  const found: number[] = [];
  let rest = text;
  for (const [pattern, score] of words) {
    rest = rest.replace(pattern, () => {
      if (!Number.isNaN(score)) found.push(score);
      return " ";
    });
  }
  for (const pattern of numbers) {
    for (const { groups = {} } of rest.matchAll(pattern)) {
      const { figure, korean, english } = groups;
      found.push(figure === undefined ? (values[korean ?? english ?? ""] ?? 0) : Number(figure));
    }
  }
  const [score, ...others] = new Set(found);
  return score !== undefined && others.length === 0 && [1, 2, 3, 4, 5].includes(score) ? score : undefined;
}

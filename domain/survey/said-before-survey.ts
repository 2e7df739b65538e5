/**
 * What was said in a contact before it was asked for scores: what comes after is said to the survey, and tells nobody what the caller wants or how the
 * caller feels about it. By when it had come in (`endReceivedAt`, epoch milliseconds), which is told by the same clock.
 * @param surveyBegunAt ISO 8601; undefined where there was no survey
 */
export function saidBeforeSurvey<Utterance extends { readonly endReceivedAt: number }>(
  utterances: readonly Utterance[],
  surveyBegunAt: string | undefined,
): readonly Utterance[] {
  if (surveyBegunAt === undefined) return utterances;
  return utterances.filter(({ endReceivedAt }) => endReceivedAt < Date.parse(surveyBegunAt));
}

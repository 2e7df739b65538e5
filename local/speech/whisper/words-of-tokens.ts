/** A token as the model wrote it, and how sure it was. A token that begins a word begins with a space. */
export interface SpokenToken {
  text: string;
  probability: number;
}

/**
 * The words of `text` with a confidence each: the geometric mean of the probabilities of the word's tokens. Where the
 * tokens do not fall into as many words as the text (a character cut across tokens), every word gets the mean of all.
 */
export function wordsOfTokens(text: string, tokens: SpokenToken[]): { text: string; confidence: number }[] {
  const groups: number[][] = [];
  for (const { text: piece, probability } of tokens) {
    const group = groups.at(-1);
    if (group === undefined || piece.startsWith(" ")) groups.push([probability]);
    else group.push(probability);
  }
  const words = text.split(/\s+/).filter((word) => word !== "");
  const whole = geometricMean(tokens.map(({ probability }) => probability));
  return words.map((word, i) => {
    const group = groups.length === words.length ? groups[i] : undefined;
    return { text: word, confidence: group === undefined ? whole : geometricMean(group) };
  });
}

function geometricMean(values: number[]): number {
  if (values.length === 0) return 0;
  return Math.exp(values.reduce((sum, value) => sum + Math.log(Math.max(value, 1e-9)), 0) / values.length);
}

/**
 * Area under the ROC curve: the chance that a score of the first kind is higher than one of the second, ties counting half (the Mann-Whitney statistic).
 * Half where one of the lists is empty.
 */
export function areaUnderCurve(higher: readonly number[], lower: readonly number[]): number {
  if (higher.length === 0 || lower.length === 0) return 0.5;
  const sorted = [...lower].sort((a, b) => a - b);
  const below = (score: number, orEqual: boolean): number => {
    let [from, to] = [0, sorted.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      const value = sorted[middle] ?? 0;
      if (value < score || (orEqual && value === score)) from = middle + 1;
      else to = middle;
    }
    return from;
  };
  const wins = higher.reduce((sum, score) => sum + (below(score, false) + below(score, true)) / 2, 0);
  return wins / (higher.length * lower.length);
}

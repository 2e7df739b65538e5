/** What the parts of a model said of one example that took no part in training them. */
export interface HeldOut {
  /** One list a part, one score a class. */
  readonly scores: readonly (readonly number[])[];
  /** The right class. */
  readonly label: number;
}

/** The parts' scores, each multiplied by its share, added up. */
export function blendScores(scores: readonly (readonly number[])[], shares: readonly number[]): number[] {
  const width = scores[0]?.length ?? 0;
  return Array.from({ length: width }, (_, label) =>
    scores.reduce((sum, part, place) => sum + (part[label] ?? 0) * (shares[place] ?? 0), 0),
  );
}

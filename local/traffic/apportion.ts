/**
 * Divides a whole number by weights so that the parts add up to it: each gets what is whole of its share, and what is left goes to the largest
 * remainders (Hare's method). So a day has its shares whatever the seed.
 */
export function apportion<Key extends string>(
  whole: number,
  weights: readonly (readonly [Key, number])[],
): ReadonlyMap<Key, number> {
  const sum = weights.reduce((total, [, weight]) => total + weight, 0);
  const shares = weights.map(([key, weight]) => ({ key, exact: sum === 0 ? 0 : (whole * weight) / sum }));
  const parts = new Map(shares.map(({ key, exact }) => [key, Math.floor(exact)]));
  const left = whole - [...parts.values()].reduce((total, part) => total + part, 0);
  const byRemainder = [...shares].sort((one, other) => (other.exact % 1) - (one.exact % 1));
  for (const { key } of byRemainder.slice(0, left)) parts.set(key, (parts.get(key) ?? 0) + 1);
  return parts;
}

/** Numbers beyond it are not compared. */
export const largestNumber = 5_000_000_000;

/**
 * Tells whether EventBridge compares a number by its value: up to ±5e9, with up to six digits behind the decimal point. Others only equal themselves.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#filtering-numeric-matching
 */
export function isComparableNumber(value: number): boolean {
  return Math.abs(value) <= largestNumber && hasSixDecimals(value);
}

/** Why a number cannot be compared, in AWS's words; `undefined` when it can. */
export function whyNotComparable(value: number): string | undefined {
  if (!(Math.abs(value) <= largestNumber)) return "Value must be between -5.0E9 and 5.0E9, inclusive";
  return hasSixDecimals(value) ? undefined : "Only values upto 6 decimals are supported";
}

function hasSixDecimals(value: number): boolean {
  return Math.round(value * 1e6) / 1e6 === value;
}

/** A rate as it is written, and its length. */
export interface Rate {
  readonly amount: number;
  /** Whether the unit has no plural s. */
  readonly isSingular: boolean;
  readonly milliseconds: number;
}

const units: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Parses `rate(value unit)` with minutes, hours or days; `undefined` when it is none. */
export function parseRate(expression: string): Rate | undefined {
  const [, value = "", unit = "", plural] = /^rate\(([1-9]\d{0,8}) +(minute|hour|day)(s?)\)$/.exec(expression) ?? [];
  const length = units[unit];
  if (length === undefined) return undefined;
  return { amount: Number(value), isSingular: plural === "", milliseconds: Number(value) * length };
}

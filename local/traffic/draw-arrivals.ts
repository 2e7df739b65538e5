import type { Chance } from "../connect/chance.ts";
import { type DaySpec, instantOn } from "./day-spec.ts";

/**
 * When so many callers call, in seconds after the opening, in order. Each has an equal part of the day's weight, and comes at some moment of that part: the
 * profile is kept whatever the seed, the moments are chance.
 */
export function drawArrivals(spec: DaySpec, count: number, chance: Chance): readonly number[] {
  const opens = instantOn(spec, spec.opens);
  const stretches = spec.arrivals.map(({ from, weight }, index) => {
    const begins = instantOn(spec, from);
    const ends = instantOn(spec, spec.arrivals[index + 1]?.from ?? spec.closes);
    return { beginsS: (begins - opens) / 1_000, lastsS: (ends - begins) / 1_000, weight };
  });
  const called = stretches.filter(({ weight }) => weight > 0);
  const whole = called.reduce((sum, { weight }) => sum + weight, 0);
  return Array.from({ length: count }, (_, index) => {
    let rest = ((index + chance.between(0, 999) / 1_000) / count) * whole;
    for (const [place, { beginsS, lastsS, weight }] of called.entries()) {
      // What rounding leaves over belongs to the last.
      if (rest < weight || place === called.length - 1)
        return Math.round(10 * (beginsS + Math.min(1, rest / weight) * lastsS)) / 10;
      rest -= weight;
    }
    return 0;
  });
}

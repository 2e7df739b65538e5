import { setTimeout as sleep } from "node:timers/promises";

const firstWaitMs = 20;
const longestWaitMs = 200;

/**
 * Waits a random while before a lost race is run again, so that a crowd at one item spreads out: up to 20 ms after the first race, doubled with each up
 * to 200 ms. Fifty races take five seconds on average, within the time that a function has.
 * Source of the method, full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 * @param race how many races were lost before this one
 */
export function stepAside(race: number): Promise<void> {
  return sleep(Math.random() * Math.min(firstWaitMs * 2 ** race, longestWaitMs));
}

import { z } from "zod";

/** A whole number as the flow language writes it: a number, or its digits as text (what the console exports). */
export function wholeNumber(least: number, most: number) {
  return z
    .union([z.string().regex(/^\d+$/), z.number()])
    .transform(Number)
    .pipe(z.number().int().min(least).max(most));
}

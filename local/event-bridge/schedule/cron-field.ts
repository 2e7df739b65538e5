/** The values that a field of a cron expression may have, and their names, the first of which stands for `least`. */
export interface CronRange {
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

/** The values that a field of numbers, names, `*`, ranges, steps and lists of them stands for; `undefined` when it is none. */
export function parseCronField(text: string, range: CronRange): ReadonlySet<number> | undefined {
  const values = new Set<number>();
  for (const part of text.split(",")) {
    const [span = "", step = "1", ...moreSteps] = part.split("/");
    const [from = "", to, ...moreEnds] = span.split("-");
    if (moreSteps.length > 0 || moreEnds.length > 0 || !/^[1-9]\d*$/.test(step)) return undefined;
    const first = span === "*" ? range.least : parseCronValue(from, range);
    // A step behind a single value goes on to the end of the range.
    const openEnd = part.includes("/") ? range.most : first;
    const last = span === "*" ? range.most : to === undefined ? openEnd : parseCronValue(to, range);
    if (first === undefined || last === undefined || first > last) return undefined;
    for (let value = first; value <= last; value += Number(step)) values.add(value);
  }
  return values;
}

/** A number within the range or one of its names, whatever its case; `undefined` when it is neither. */
export function parseCronValue(text: string, { least, most, names = [] }: CronRange): number | undefined {
  const named = names.indexOf(text.toUpperCase());
  if (named >= 0) return named + least;
  const value = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}

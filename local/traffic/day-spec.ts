import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { surveyQuestions } from "../../schemas/survey.ts";
import { readJson } from "../read-json.ts";
import { roleNames } from "./day-role.ts";
import { DayWords } from "./day-words.ts";

const share = z.number().min(0).max(1);
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of the day is written "09:30"');
const weights = z
  .partialRecord(z.enum(["1", "2", "3", "4", "5"]), z.number().nonnegative())
  .refine((scores) => Object.values(scores).some((weight) => weight > 0), "some score needs a weight above 0");
/** Seconds, both included. */
const Range = z
  .strictObject({ least: z.number().nonnegative(), most: z.number().nonnegative() })
  .refine(({ least, most }) => least <= most, "least is more than most");

const Remedy = z.strictObject({ remedy: z.string().min(1), cause: z.string().min(1), prevention: z.string().min(1) });

/** A day as it is written in `days/*.json`: what is drawn from it with a seed is a scenario. The fields are explained in `README.md`. */
const DayFile = z
  .strictObject({
    name: z.string().min(1),
    date: z.iso.date(),
    opens: timeOfDay,
    closes: timeOfDay,
    utcOffset: z.string().regex(/^[+-]\d\d:\d\d$/, 'an offset is written "+09:00"'),
    words: z.strictObject({ "ko-KR": z.string().min(1), "en-US": z.string().min(1) }),
    agents: z.int().min(1),
    concurrency: z.int().min(1),
    contacts: z.int().min(1),
    englishShare: share,
    arrivals: z.array(z.strictObject({ from: timeOfDay, weight: z.number().nonnegative() })).min(1),
    cast: z.partialRecord(z.enum(roleNames), z.number().nonnegative()),
    callbacksUntil: timeOfDay,
    busyAtFirst: share,
    callsAgainAfterMin: z.number().nonnegative(),
    speechS: z.strictObject({ questions: Range, thinking: Range, talk: Range, afterContactWork: Range }),
    onCall: z.strictObject({
      by: z.string().min(1),
      looksEveryMin: z.int().min(1),
      resolvesAfterMin: Range,
      remedies: z.strictObject({ complaint: Remedy, survey: Remedy, other: Remedy }),
    }),
    survey: z.strictObject({
      responseShare: share,
      spokenShare: share,
      scores: z.record(z.enum(surveyQuestions), weights),
    }),
  })
  .superRefine((day, { addIssue }) => {
    const complain = (message: string, ...path: (string | number)[]) => addIssue({ code: "custom", message, path });
    if (day.opens >= day.closes) complain("is not before closes", "opens");
    if (!day.arrivals.some(({ weight }) => weight > 0)) complain("nobody would call: every weight is 0", "arrivals");
    if (!Object.values(day.cast).some((weight) => weight > 0)) complain("nobody would call: every weight is 0", "cast");
    for (const [index, { from }] of day.arrivals.entries()) {
      if (from < day.opens || from >= day.closes) complain("is not within opens and closes", "arrivals", index, "from");
      const before = day.arrivals[index - 1]?.from;
      if (before !== undefined && from <= before) complain(`is not after ${before}`, "arrivals", index, "from");
    }
  });

/** A day that can be drawn. */
export interface DaySpec extends Omit<z.infer<typeof DayFile>, "words"> {
  /** What is said, by language. */
  readonly words: Readonly<Record<"ko-KR" | "en-US", DayWords>>;
}

/** The days that come with the project. */
export const ownDays = ["go-live"] as const;
export type OwnDay = (typeof ownDays)[number];

/** A day's file that cannot be used; the message names the file and every field that is wrong. */
export class DayRefused extends Error {
  constructor(fileName: string, reasons: readonly string[]) {
    super(
      `${fileName} is no day:\n${reasons.map((reason) => `- ${reason}`).join("\n")}\nSee local/traffic/README.md for the form.`,
    );
    this.name = "DayRefused";
  }
}

/**
 * Reads a day of the project with its words.
 * @throws DayRefused
 */
export function readOwnDay(day: OwnDay): DaySpec {
  const read = (name: string) => readFileSync(fileURLToPath(new URL(`days/${name}`, import.meta.url)), "utf8");
  return readDay(read(`${day}.json`), `local/traffic/days/${day}.json`, read);
}

/**
 * Reads a day.
 * @param readWords the text of a file of words, by the name that the day gives it
 * @throws DayRefused
 */
export function readDay(text: string, fileName: string, readWords: (name: string) => string): DaySpec {
  const { words, ...day } = parseFile(DayFile, text, fileName);
  const wordsOf = (language: "ko-KR" | "en-US") =>
    parseFile(DayWords, readWords(words[language]), `${words[language]}, the words of ${fileName},`);
  return { ...day, words: { "ko-KR": wordsOf("ko-KR"), "en-US": wordsOf("en-US") } };
}

/** The instant of a time on the day, epoch milliseconds. */
export function instantOn({ date, utcOffset }: Pick<DaySpec, "date" | "utcOffset">, time: string): number {
  return Date.parse(`${date}T${time}:00${utcOffset}`);
}

function parseFile<Schema extends z.ZodType>(schema: Schema, text: string, fileName: string): z.infer<Schema> {
  const read = readJson(schema, text, "file");
  if ("data" in read) return read.data;
  throw new DayRefused(fileName, read.reasons);
}

import { parseArgs } from "node:util";
import { commandNamed } from "../trace/command-form.ts";
import { stackOptions, stackUsage } from "../trace/through-api.ts";

/** What `npm run remedies -- --help` prints. */
export const usage = `npm run remedies -- [COMMAND] [options]

Lists what the machine remedy did to functions that were ill, and takes it back, through the stack's HTTP API.

  (no command)                          the remedies, the newest first, and whether they may act
  log                                   the audit log: who did what to which function, before, after, when, why
  undo REMEDY --by NAME --why TEXT      gives a function back the memory that it had before that remedy
  stop --by NAME --why TEXT             the kill switch: no remedy does anything any more, those under way neither
  start --by NAME --why TEXT            lets remedies act again

${stackUsage}

Example: npm run remedies -- undo listIssues-20241219T011500000Z --by kim --why "found the leak"
`;

const options = {
  by: { type: "string" },
  why: { type: "string" },
  ...stackOptions,
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];

/** The commands, and whether each takes a remedy and a name with a reason. */
const forms = {
  list: { takesRemedy: false, needsWhy: false },
  log: { takesRemedy: false, needsWhy: false },
  undo: { takesRemedy: true, needsWhy: true },
  stop: { takesRemedy: false, needsWhy: true },
  start: { takesRemedy: false, needsWhy: true },
} as const;

/** A command line that can be carried out. */
export interface RemedyCommand {
  readonly name: keyof typeof forms | "help";
  /** The id of the remedy, where the command takes one. */
  readonly remedyId: string;
  readonly values: Values;
}

/**
 * Reads the command line.
 * @throws Error saying what is missing, unknown or too much, with an example
 */
export function parseRemedyCommand(args: readonly string[]): RemedyCommand {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.help) return { name: "help", remedyId: "", values };
  const [word = "list", remedyId = "", extra] = positionals;
  const name = commandNamed(forms, word, usage);
  const { takesRemedy, needsWhy } = forms[name];
  const hint = `Example: npm run remedies -- ${name}${takesRemedy ? " REMEDY" : ""}${needsWhy ? ' --by "…" --why "…"' : ""}`;
  if (takesRemedy && remedyId === "")
    throw new Error(`"${name}" takes the id of a remedy, as they are listed. ${hint}`);
  const surplus = takesRemedy ? extra : positionals[1];
  if (surplus !== undefined) throw new Error(`"${surplus}" is too much; texts of several words need quotes. ${hint}`);
  const isMissing = values.by === undefined || values.why === undefined;
  if (needsWhy && isMissing) throw new Error(`"${name}" needs --by and --why: the audit log keeps both. ${hint}`);
  if (!needsWhy && (values.by ?? values.why) !== undefined) {
    throw new Error(`"${name}" takes neither --by nor --why. ${hint}`);
  }
  return { name, remedyId, values };
}

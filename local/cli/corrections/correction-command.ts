import { parseArgs } from "node:util";
import { checkOptions, commandNamed, type OptionsForm } from "../trace/command-form.ts";
import { stackOptions, stackUsage } from "../trace/through-api.ts";

/** What `npm run corrections -- --help` prints. */
export const usage = `npm run corrections -- [COMMAND] [options]

What agents say of the intents that the classifier found, through the stack's HTTP API.

  (no command)                                  the judgements of the days; --language ko leaves out the others
  utterances CONTACT                            what the caller said, with the intents to be judged
  confirm CONTACT OFFSET --by NAME              the intent is right
  correct CONTACT OFFSET --intent X --by NAME   it was another one; OFFSET as "utterances" lists it
  report                                        accuracy over time against 87.3 % and 90 %; [--per day|week]
  export                                        labelled text, label<TAB>text; [--out FILE] [--language ko|en]

  --since DAY, --until DAY   first and last day, e.g. 2026-03-02 (default: the last 7 days; report: 12 weeks)
  --utc-offset OFFSET        where a day ends at midnight (default +09:00, Seoul)
${stackUsage}

Example: npm run corrections -- correct 1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed 6200 --intent refund --by kim
`;

const options = {
  intent: { type: "string" },
  by: { type: "string" },
  since: { type: "string" },
  until: { type: "string" },
  per: { type: "string" },
  language: { type: "string" },
  out: { type: "string" },
  "utc-offset": { type: "string" },
  ...stackOptions,
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];
type OptionName = keyof typeof options;

/** How one command is written. */
interface CommandForm extends OptionsForm<OptionName> {
  readonly takes: readonly string[];
  readonly example: string;
}

const days = ["since", "until", "utc-offset", "language"] as const;
const forms = {
  list: { takes: [], needs: [], may: days, example: "--since 2026-03-02" },
  utterances: { takes: ["CONTACT"], needs: [], may: [], example: "utterances CONTACT" },
  confirm: { takes: ["CONTACT", "OFFSET"], needs: ["by"], may: [], example: "confirm CONTACT 6200 --by kim" },
  correct: {
    takes: ["CONTACT", "OFFSET"],
    needs: ["intent", "by"],
    may: [],
    example: "correct CONTACT 6200 --intent refund --by kim",
  },
  report: { takes: [], needs: [], may: [...days, "per"], example: "report --per week" },
  export: { takes: [], needs: [], may: [...days, "out"], example: "export --out corrections.tsv" },
} as const satisfies Readonly<Record<string, CommandForm>>;

/** The commands. */
export type CorrectionCommandName = keyof typeof forms;

/** A command line that can be carried out. */
export interface CorrectionCommand {
  readonly name: CorrectionCommandName | "help";
  /** Empty where the command takes none. */
  readonly contactId: string;
  readonly beginOffsetMs: string;
  readonly values: Values;
}

/**
 * Reads the command line.
 * @throws Error saying what is missing, unknown or out of place, with an example
 */
export function parseCorrectionCommand(args: readonly string[]): CorrectionCommand {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.help) return { name: "help", contactId: "", beginOffsetMs: "", values };
  const [word = "list", ...rest] = positionals;
  const name = commandNamed(forms, word, usage);
  const form: CommandForm = forms[name];
  const { takes, example } = form;
  const hint = `Example: npm run corrections -- ${example}`;
  if (rest.length !== takes.length) {
    throw new Error(`"${name}" takes ${takes.length === 0 ? "nothing more" : takes.join(" and ")}. ${hint}`);
  }
  const [contactId = "", beginOffsetMs = ""] = rest;
  if (beginOffsetMs !== "" && !/^\d+$/.test(beginOffsetMs)) {
    throw new Error(`"${beginOffsetMs}" is no offset; "utterances ${contactId}" lists them. ${hint}`);
  }
  checkOptions(name, form, values, hint);
  if (values.per !== undefined && values.per !== "day" && values.per !== "week") {
    throw new Error(`--per is day or week, not "${values.per}"`);
  }
  return { name, contactId, beginOffsetMs, values };
}

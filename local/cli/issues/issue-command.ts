import { parseArgs } from "node:util";
import { checkOptions, commandNamed, type OptionsForm } from "../trace/command-form.ts";
import { stackOptions, stackUsage } from "../trace/through-api.ts";

/** What `npm run issues -- --help` prints. */
export const usage = `npm run issues -- [COMMAND] [options]

Lists the issue log, and works on it, through the stack's HTTP API.

  (no command)                                       the log; --state and --severity leave out the others, e.g. --state open,taken
  show ISSUE                                         all that is known of an issue, and who was told of it
  open --severity high|medium|low --summary TEXT     reports something; [--contact CONTACT_ID]
  take ISSUE --by NAME                               puts an issue into your hands: no further line is told
  raise ISSUE --severity high|medium                 raises its severity, which is never lowered
  resolve ISSUE --remedy TEXT                        settles it; [--cause TEXT] [--prevention TEXT]
  report [--language ko|en]                          the tables of the operations report, in Markdown (default: ko)

${stackUsage}

Example: npm run issues -- resolve ISS-001 --remedy "refunded the second charge"
`;

const options = {
  state: { type: "string" },
  severity: { type: "string" },
  summary: { type: "string" },
  contact: { type: "string" },
  by: { type: "string" },
  remedy: { type: "string" },
  cause: { type: "string" },
  prevention: { type: "string" },
  language: { type: "string" },
  ...stackOptions,
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];
type OptionName = keyof typeof options;

/** How one command is written. */
interface CommandForm extends OptionsForm<OptionName> {
  readonly takesIssue: boolean;
  /** Shown when something is missing. */
  readonly example: string;
}

const forms = {
  list: { takesIssue: false, needs: [], may: ["state", "severity"], example: "--state open,taken" },
  show: { takesIssue: true, needs: [], may: [], example: "show ISS-001" },
  open: {
    takesIssue: false,
    needs: ["severity", "summary"],
    may: ["contact"],
    example: 'open --severity medium --summary "…"',
  },
  take: { takesIssue: true, needs: ["by"], may: [], example: 'take ISS-001 --by "…"' },
  raise: { takesIssue: true, needs: ["severity"], may: [], example: "raise ISS-001 --severity high" },
  resolve: {
    takesIssue: true,
    needs: ["remedy"],
    may: ["cause", "prevention"],
    example: 'resolve ISS-001 --remedy "…"',
  },
  report: { takesIssue: false, needs: [], may: ["language"], example: "report --language en" },
} as const satisfies Readonly<Record<string, CommandForm>>;

/** The commands. */
export type IssueCommandName = keyof typeof forms;

/** A command line that can be carried out. */
export interface IssueCommand {
  readonly name: IssueCommandName | "help";
  /** The number of the issue, where the command takes one. */
  readonly issueId: string;
  readonly values: Values;
}

/**
 * Reads the command line.
 * @throws Error saying what is missing, unknown or out of place, with an example
 */
export function parseIssueCommand(args: readonly string[]): IssueCommand {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.help) return { name: "help", issueId: "", values };
  const [word = "list", issueId = "", extra] = positionals;
  const name = commandNamed(forms, word, usage);
  const form: CommandForm = forms[name];
  const { takesIssue, example } = form;
  const hint = `Example: npm run issues -- ${example}`;
  if (takesIssue && !/^ISS-\d{3,}$/.test(issueId)) {
    throw new Error(`"${name}" takes the number of an issue, such as ISS-001. ${hint}`);
  }
  const surplus = takesIssue ? extra : positionals[1];
  if (surplus !== undefined) throw new Error(`"${surplus}" is too much; texts of several words need quotes. ${hint}`);
  checkOptions(name, form, values, hint);
  return { name, issueId, values };
}

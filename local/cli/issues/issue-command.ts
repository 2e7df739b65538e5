import { parseArgs } from "node:util";

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

  --api URL          the HTTP API (default: what the local stack of this folder says)
  --endpoint URL     where the local stack's AWS APIs answer (default: AWS_ENDPOINT_URL, else the stack of this folder)
  --aws              the stack on AWS, with the credentials that the AWS CLI would use; needs --api
  --region NAME      region of the stack (default: AWS_REGION, else ap-northeast-2)
  --help             this text

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
  api: { type: "string" },
  endpoint: { type: "string" },
  aws: { type: "boolean" },
  region: { type: "string" },
  help: { type: "boolean" },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];
type OptionName = keyof typeof options;

/** How one command is written. */
interface CommandForm {
  readonly takesIssue: boolean;
  readonly needs: readonly OptionName[];
  readonly may: readonly OptionName[];
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

/** Options that say where the stack is; any command may have them. */
const placeOptions: readonly OptionName[] = ["api", "endpoint", "aws", "region", "help"];

/**
 * Reads the command line.
 * @throws Error saying what is missing, unknown or out of place, with an example
 */
export function parseIssueCommand(args: readonly string[]): IssueCommand {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.help) return { name: "help", issueId: "", values };
  const [word = "list", issueId = "", extra] = positionals;
  const name = commandNamed(word);
  if (name === undefined) {
    throw new Error(`"${word}" is no command; there are ${Object.keys(forms).slice(1).join(", ")}.\n\n${usage}`);
  }
  const { takesIssue, needs, may, example }: CommandForm = forms[name];
  const hint = `Example: npm run issues -- ${example}`;
  if (takesIssue && !/^ISS-\d{3,}$/.test(issueId)) {
    throw new Error(`"${name}" takes the number of an issue, such as ISS-001. ${hint}`);
  }
  const surplus = takesIssue ? extra : positionals[1];
  if (surplus !== undefined) throw new Error(`"${surplus}" is too much; texts of several words need quotes. ${hint}`);
  const missing = needs.filter((option) => values[option] === undefined);
  if (missing.length > 0)
    throw new Error(`"${name}" needs ${missing.map((option) => `--${option}`).join(" and ")}. ${hint}`);
  const allowed = [...placeOptions, ...needs, ...may];
  for (const option of Object.keys(values)) {
    if (!allowed.some((known) => known === option)) throw new Error(`"${name}" does not take --${option}. ${hint}`);
  }
  return { name, issueId, values };
}

function commandNamed(word: string): IssueCommandName | undefined {
  switch (word) {
    case "list":
    case "show":
    case "open":
    case "take":
    case "raise":
    case "resolve":
    case "report":
      return word;
    default:
      return undefined;
  }
}

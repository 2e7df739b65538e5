import { parseArgs } from "node:util";
import { z } from "zod";
import { Issue } from "../../schemas/issue.ts";
import { acceptedBody } from "./trace/accepted-body.ts";
import { duration } from "./trace/duration.ts";
import { explainFailure } from "./trace/explain-failure.ts";
import { apiUrlOf, type CallApi, createApiCaller } from "./trace/http-api.ts";
import { issueTable } from "./trace/issue-table.ts";
import { createPaint, wantsColour } from "./trace/paint.ts";
import { findStack } from "./trace/stack-access.ts";

/** What `--help` prints. */
const usage = `npm run issues -- [resolve ISSUE --remedy TEXT [--cause TEXT] [--prevention TEXT]] [options]

Lists the issue log, or resolves an issue of it, through the stack's HTTP API.

  --remedy TEXT      what settled it
  --cause TEXT       what brought it about
  --prevention TEXT  what keeps it from happening again
  --api URL          the HTTP API (default: what the local stack of this folder says)
  --endpoint URL     where the local stack's AWS APIs answer (default: AWS_ENDPOINT_URL, else the stack of this folder)
  --aws              the stack on AWS, with the credentials that the AWS CLI would use; needs --api
  --region NAME      region of the stack (default: AWS_REGION, else ap-northeast-2)
  --help             this text

Example: npm run issues -- resolve ISS-001 --remedy "refunded the second charge"
`;

const options = {
  remedy: { type: "string" },
  cause: { type: "string" },
  prevention: { type: "string" },
  api: { type: "string" },
  endpoint: { type: "string" },
  aws: { type: "boolean" },
  region: { type: "string" },
  help: { type: "boolean" },
} as const;

const IssueList = z.object({ issues: z.array(Issue) });

/** `npm run issues`: status 0 when it was listed or resolved, 1 when not. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help) {
    console.log(usage);
    return;
  }
  const [command, issueId] = positionals;
  const { remedy, cause, prevention } = values;
  if (command !== undefined && command !== "resolve") {
    throw new Error(`"${command}" is no command; there is only resolve.\n\n${usage}`);
  }
  if (command === "resolve" && (issueId === undefined || remedy === undefined)) {
    throw new Error(
      'To resolve an issue takes its number and a remedy: npm run issues -- resolve ISS-001 --remedy "…"',
    );
  }
  const access = findStack(values, process.env);
  const apiUrl = apiUrlOf(access, values.api);
  const call = createApiCaller(access, apiUrl);
  try {
    if (issueId === undefined) await list(call);
    else await resolve(call, issueId, { remedy, cause, prevention });
  } catch (error) {
    throw explainFailure(error, { ...access, client: { ...access.client, endpoint: apiUrl } });
  }
}

async function list(call: CallApi): Promise<void> {
  const { issues } = IssueList.parse(acceptedBody(await call("GET", "/issues")));
  if (issues.length === 0) {
    console.log("The issue log is empty.");
    return;
  }
  const paint = createPaint(wantsColour(process.stdout, process.env));
  console.log(issueTable(issues, paint, process.stdout.columns ?? 120).join("\n"));
  const open = issues.filter(({ state }) => state === "open").length;
  console.log(`\n${issues.length} issues, ${open} open`);
}

async function resolve(call: CallApi, issueId: string, resolution: Readonly<Record<string, unknown>>): Promise<void> {
  const issue = Issue.parse(
    acceptedBody(await call("POST", `/issues/${encodeURIComponent(issueId)}/resolution`, resolution)),
  );
  console.log(`${issue.issueId} is resolved after ${duration(issue.timeToResolveMs ?? 0)}: ${issue.remedy ?? ""}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});

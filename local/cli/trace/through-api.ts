import { explainFailure } from "./explain-failure.ts";
import { apiUrlOf, type CallApi, createApiCaller } from "./http-api.ts";
import { accessOptions, findStack, type StackChoice } from "./stack-access.ts";

/** What the command line of every tool that works through the HTTP API may say about the stack. */
export const stackOptions = { ...accessOptions, api: { type: "string" } } as const;

/** What `--help` says of {@link stackOptions}. */
export const stackUsage = `  --api URL          the HTTP API (default: what the local stack of this folder says)
  --endpoint URL     where the local stack's AWS APIs answer (default: AWS_ENDPOINT_URL, else the stack of this folder)
  --aws              the stack on AWS, with the credentials that the AWS CLI would use; needs --api
  --region NAME      region of the stack (default: AWS_REGION, else ap-northeast-2)
  --help             this text`;

/**
 * Does some work through the HTTP API of the stack that the command line names.
 * @throws NoStackError when there is none; else what `explainFailure` makes of the work's error
 */
export async function throughApi<Result>(
  choice: StackChoice & { readonly api?: string | undefined },
  work: (call: CallApi) => Promise<Result>,
): Promise<Result> {
  const access = findStack(choice, process.env);
  const apiUrl = apiUrlOf(access, choice.api);
  try {
    return await work(createApiCaller(access, apiUrl));
  } catch (error) {
    throw explainFailure(error, { ...access, client: { ...access.client, endpoint: apiUrl } });
  }
}

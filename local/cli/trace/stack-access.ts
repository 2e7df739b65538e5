import { readFileSync } from "node:fs";
import { StackFile } from "../../stack/stack-file.ts";

/** What a running local stack writes about itself into the project's folder, and removes when it stops. */
const stackFile = ".aicc/stack.json";

/** How a command line tool reaches a stack, here or on AWS. The client settings fit every AWS SDK client. */
export interface StackAccess {
  readonly client: {
    readonly region: string;
    readonly endpoint?: string;
    readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** `aicc-<stage>`: what the names of its resources begin with. */
  readonly prefix: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly engines: Readonly<Record<string, string>>;
  /** For messages: where this is. */
  readonly place: string;
}

/** No stack is to be found; the message says what to do about it. */
export class NoStackError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "NoStackError";
  }
}

/** What the command line may say about the stack. */
export interface StackChoice {
  readonly endpoint?: string | undefined;
  /** The stack on AWS, with the credentials and region that the AWS CLI would use. */
  readonly aws?: boolean | undefined;
  readonly stage?: string | undefined;
  readonly region?: string | undefined;
}

/** What the command line of every tool may say about the stack. */
export const accessOptions = {
  endpoint: { type: "string" },
  aws: { type: "boolean" },
  region: { type: "string" },
  help: { type: "boolean" },
} as const;

/** What the command line of every tool that reads AWS's own APIs may say about the stack. */
export const stageOptions = { ...accessOptions, stage: { type: "string" } } as const;

/** What `--help` says of {@link stageOptions}. */
export const stageUsage = `  --endpoint URL     where the stack's AWS APIs answer (default: AWS_ENDPOINT_URL, else the local stack of this folder)
  --aws              the stack on AWS, with the credentials that the AWS CLI would use
  --stage NAME       stage of the stack (default dev)
  --region NAME      region of the stack (default: AWS_REGION, else ap-northeast-2)
  --help             this text`;

/**
 * Finds the stack: `--aws`, else `--endpoint`, else AWS_ENDPOINT_URL, else the local stack that runs in this folder.
 * @param readNote reads {@link stackFile}; `undefined` when it is not there
 * @throws NoStackError
 */
export function findStack(
  choice: StackChoice,
  env: Readonly<Record<string, string | undefined>>,
  readNote: () => string | undefined = readStackNote,
): StackAccess {
  const prefix = `aicc-${choice.stage ?? "dev"}`;
  const region = choice.region ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION;
  if (choice.aws) {
    const client = { region: region ?? "ap-northeast-2" };
    const engines = { speech: "Amazon Transcribe", language: "Amazon Comprehend", telephony: "Amazon Connect" };
    return { client, prefix, outputs: {}, engines, place: `AWS, region ${client.region}` };
  }
  const note = parseNote(readNote());
  const endpoint = choice.endpoint ?? env.AWS_ENDPOINT_URL ?? note?.endpointUrl;
  if (endpoint === undefined) {
    throw new NoStackError(
      `No stack runs in this folder (there is no ${stackFile}). Start one with: npm start\nOr name one: --endpoint URL (or AWS_ENDPOINT_URL), or --aws for the stack on AWS.`,
    );
  }
  if (!URL.canParse(endpoint))
    throw new NoStackError(`"${endpoint}" is no endpoint. Example: --endpoint http://127.0.0.1:4566`);
  const isNoted = note !== undefined && new URL(note.endpointUrl).origin === new URL(endpoint).origin;
  return {
    client: {
      region: region ?? note?.region ?? "ap-northeast-2",
      endpoint,
      // The local stack takes any credentials; none need to be configured for it.
      ...(isLoopback(endpoint) && { credentials: { accessKeyId: "local", secretAccessKey: "local" } }),
    },
    prefix,
    outputs: isNoted ? note.outputs : {},
    engines: isNoted ? note.engines : {},
    place: `the stack at ${endpoint}`,
  };
}

/** The text of {@link stackFile} in the current folder; `undefined` when it is not there. */
export function readStackNote(): string | undefined {
  try {
    return readFileSync(stackFile, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function parseNote(text: string | undefined): StackFile | undefined {
  if (text === undefined) return undefined;
  try {
    return StackFile.parse(JSON.parse(text));
  } catch (cause) {
    throw new NoStackError(`${stackFile} is not what a stack writes. Delete it and start the stack again: npm start`, {
      cause,
    });
  }
}

function isLoopback(endpoint: string): boolean {
  return ["127.0.0.1", "localhost", "[::1]"].includes(new URL(endpoint).hostname);
}

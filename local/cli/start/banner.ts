import type { EngineNames } from "../day-report.ts";

/** What the banner tells about a stack that runs. */
export interface BannerFacts {
  readonly endpoint: string;
  readonly engines: EngineNames;
  /** Properties and types of the template that the local stack does not honour, one text each. */
  readonly unsupported: readonly string[];
  /** File that holds the whole list. */
  readonly unsupportedFile: string;
  /** What is going to be played. */
  readonly traffic: string;
}

const shown = 3;

/** The text printed when the stack is up. Simulated things are named as such. */
export function banner({ endpoint, engines, unsupported, unsupportedFile, traffic }: BannerFacts): string {
  const more = unsupported.length - shown;
  return [
    "aicc runs on this machine.",
    "",
    `  AWS_ENDPOINT_URL  ${endpoint}   (region ap-northeast-2, any credentials)`,
    `  speech            ${engines.speech}`,
    `  language          ${engines.language}`,
    `  telephony         ${engines.telephony}`,
    unsupported.length === 0
      ? "  template          every property is honoured"
      : `  template          ${unsupported.length} properties have no effect here (all in ${unsupportedFile}):`,
    ...unsupported.slice(0, shown).map((each) => `                    - ${each}`),
    ...(more > 0 ? [`                    - and ${more} more`] : []),
    `  traffic           ${traffic}`,
    "",
  ].join("\n");
}

/** Where to look further, printed when the traffic has ended. */
export function whereThingsAre(endpoint: string, bucket: string, lastContactId: string | undefined): string {
  return [
    "Where things are, in another terminal:",
    `  a contact's story   npm run trace -- ${lastContactId ?? "CONTACT_ID"}`,
    "  the issue log       npm run issues",
    "  any AWS tool        export AWS_REGION=ap-northeast-2 AWS_DEFAULT_REGION=ap-northeast-2",
    "                      export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local",
    `                      export AWS_ENDPOINT_URL=${endpoint}`,
    `  transcripts         aws s3 ls --recursive s3://${bucket}/`,
  ].join("\n");
}

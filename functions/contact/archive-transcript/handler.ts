import { z } from "zod";
import { dynamoClient, s3Client } from "../../../adapters/aws-clients.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createArchive } from "../../../adapters/s3-archive.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { ContactInput } from "../contact-input.ts";
import { archiveTranscript } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string(), ARCHIVE_BUCKET: z.string() }));
const ledger = createContactLedger(dynamoClient(), env.LEDGER_TABLE);

/** Archives the redacted transcript of a closed contact. */
export const handler = step({
  service: "contact.archive-transcript",
  input: ContactInput,
  dependencies: { ...ledger, putDocument: createArchive(s3Client(), env.ARCHIVE_BUCKET) },
  run: archiveTranscript,
});

import { z } from "zod";
import { dynamoClient } from "../../../adapters/aws-clients.ts";
import { createRemedyBook } from "../../../adapters/dynamo-remedy-book.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { respond } from "../respond.ts";
import { listRemedies } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));

/** `GET /remedies`: what remedies did, and whether they may act. */
export const handler = step({
  service: "api.list-remedies",
  input: z.unknown(),
  dependencies: createRemedyBook(dynamoClient(), env.LEDGER_TABLE, () => new Date()),
  run: (book) => respond(() => listRemedies(book)),
});

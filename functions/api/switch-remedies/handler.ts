import { z } from "zod";
import { dynamoClient } from "../../../adapters/aws-clients.ts";
import { createRemedyBook } from "../../../adapters/dynamo-remedy-book.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { RequestWithBody } from "../request-body.ts";
import { respond } from "../respond.ts";
import { switchRemedies } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));
const now = () => new Date();

/** `POST /remedies/switch`: stops all remedies, or lets them act again. */
export const handler = step({
  service: "api.switch-remedies",
  input: RequestWithBody,
  dependencies: { ...createRemedyBook(dynamoClient(), env.LEDGER_TABLE, now), now },
  run: (dependencies, request) => respond(() => switchRemedies(dependencies, request)),
});

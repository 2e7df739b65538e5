import { z } from "zod";
import { dynamoClient, stepFunctionsClient } from "../../../adapters/aws-clients.ts";
import { createIssueRegister } from "../../../adapters/dynamo-issue-register.ts";
import { createIssueWatch } from "../../../adapters/dynamo-issue-watch.ts";
import { createRemedyBook } from "../../../adapters/dynamo-remedy-book.ts";
import { createMachines } from "../../../adapters/sfn-machines.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { EndingInput } from "../remedy-input.ts";
import { settleRemedy } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));
const dynamo = dynamoClient();
const now = () => new Date();
const { read, resolve, raise } = createIssueRegister(dynamo, env.LEDGER_TABLE, now);
const { change, list, endTreatment, note } = createRemedyBook(dynamo, env.LEDGER_TABLE, now);

/** Resolves the issue of a remedy that held; raises it, and says what the second line is told, of one that did not. */
export const handler = step({
  service: "remedy.settle-remedy",
  input: EndingInput,
  dependencies: {
    ...createIssueWatch(dynamo, env.LEDGER_TABLE),
    ...createMachines(stepFunctionsClient(), {}),
    read,
    resolve,
    raise,
    change,
    list,
    endTreatment,
    note,
    now,
  },
  run: settleRemedy,
});

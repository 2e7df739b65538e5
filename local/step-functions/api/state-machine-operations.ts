import { z } from "zod";
import type { JsonOperation } from "../../gateway/json-protocol.ts";
import { ServiceError } from "../../gateway/service.ts";
import type { ExecutionStore } from "../execution/execution-store.ts";
import type { StateMachine } from "../state-machine.ts";
import type { StateMachineStore } from "../state-machine-store.ts";
import { epochSeconds, readInput } from "./input.ts";
import { page, pageSchema } from "./paging.ts";

const describeSchema = z.object({ stateMachineArn: z.string() });
const loggingSchema = z.object({
  level: z.enum(["ALL", "ERROR", "FATAL", "OFF"]).default("OFF"),
  includeExecutionData: z.boolean().default(false),
});
const createSchema = z.object({
  name: z.string().min(1).max(80),
  definition: z.string().min(1).max(1_048_576),
  roleArn: z.string().min(1).max(256),
  type: z.enum(["STANDARD", "EXPRESS"]).default("STANDARD"),
  loggingConfiguration: loggingSchema.optional(),
});
const updateSchema = createSchema
  .partial()
  .pick({ definition: true, roleArn: true, loggingConfiguration: true })
  .extend({
    stateMachineArn: z.string(),
  });
const validateSchema = createSchema.pick({ definition: true, type: true }).extend({
  severity: z.enum(["ERROR", "WARNING"]).default("ERROR"),
  maxResults: z.number().int().min(0).max(100).default(0),
});

/** Where the machines that the API creates are. */
export interface Account {
  readonly region: string;
  readonly accountId: string;
}

/** The API's operations on state machines. Versions, aliases and tags are not kept. */
export function stateMachineOperations(
  machines: StateMachineStore,
  executions: ExecutionStore,
  { region, accountId }: Account,
): Record<string, JsonOperation> {
  return {
    /** https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html */
    CreateStateMachine: (input) => {
      const request = readInput(createSchema, input);
      const arn = `arn:aws:states:${region}:${accountId}:stateMachine:${request.name}`;
      checkName(request.name);
      checkRole(request.roleArn);
      const { createdAt } = machines.same({ ...request, arn }) ?? machines.create({ ...request, arn });
      return { stateMachineArn: arn, creationDate: epochSeconds(createdAt) };
    },

    /** https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachine.html */
    UpdateStateMachine: (input) => {
      const { stateMachineArn, ...changes } = readInput(updateSchema, input);
      if (Object.values(changes).every((change) => change === undefined)) {
        throw new ServiceError(
          "MissingRequiredParameter",
          "Either the definition, the role ARN, the LoggingConfiguration, the TracingConfiguration or the EncryptionConfiguration must be specified",
        );
      }
      if (changes.roleArn !== undefined) checkRole(changes.roleArn);
      const { updatedAt, revisionId } = machines.update(stateMachineArn, changes);
      return { updateDate: epochSeconds(updatedAt), revisionId };
    },

    /**
     * Ends the machine's executions at once, where AWS ends each at its next transition.
     * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachine.html
     */
    DeleteStateMachine: (input) => {
      const { stateMachineArn } = readInput(describeSchema, input);
      machines.delete(stateMachineArn);
      for (const execution of executions.list())
        if (execution.machine.arn === stateMachineArn) execution.stop(undefined, undefined);
    },

    /** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html */
    ValidateStateMachineDefinition: (input) => {
      const { definition, type, severity, maxResults } = readInput(validateSchema, input);
      const found = machines
        .diagnose(definition, type)
        .filter((each) => severity === "WARNING" || each.severity === "ERROR");
      const result = found.some((each) => each.severity === "ERROR") ? "FAIL" : "OK";
      const diagnostics = found.slice(0, maxResults || 100);
      return { result, diagnostics, truncated: diagnostics.length < found.length };
    },

    /** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachines.html */
    ListStateMachines: (input) => {
      const { items, nextToken } = page(machines.list(), readInput(pageSchema, input));
      const stateMachines = items.map(({ arn, name, type, createdAt }) => ({
        stateMachineArn: arn,
        name,
        type,
        creationDate: epochSeconds(createdAt),
      }));
      return { stateMachines, nextToken };
    },

    /** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html */
    DescribeStateMachine: (input) => {
      const machine = machines.get(readInput(describeSchema, input).stateMachineArn);
      const { type, createdAt } = machine;
      return { ...description(machine), status: "ACTIVE", type, creationDate: epochSeconds(createdAt) };
    },

    /** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachineForExecution.html */
    DescribeStateMachineForExecution: (input) => {
      const { executionArn } = readInput(z.object({ executionArn: z.string() }), input);
      const { machine } = executions.get(executionArn);
      return { ...description(machine), updateDate: epochSeconds(machine.updatedAt) };
    },
  };
}

function description(machine: StateMachine): Record<string, unknown> {
  return {
    stateMachineArn: machine.arn,
    name: machine.name,
    definition: machine.definition,
    roleArn: machine.roleArn,
    loggingConfiguration: machine.loggingConfiguration,
    tracingConfiguration: { enabled: false },
    revisionId: machine.revisionId,
  };
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html#StepFunctions-CreateStateMachine-request-name */
function checkName(name: string): void {
  if (/[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}\u{FFFE}\u{FFFF}\p{Surrogate}]/u.test(name))
    throw new ServiceError("InvalidName", `Invalid Name: '${name}'`);
}

function checkRole(roleArn: string): void {
  if (!/^arn:[a-z-]+:iam::\d{12}:role\/.+$/.test(roleArn))
    throw new ServiceError("InvalidArn", `Invalid Role Arn: '${roleArn}'`);
}

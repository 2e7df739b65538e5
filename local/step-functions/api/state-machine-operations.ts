import { z } from "zod";
import type { JsonOperation } from "../../gateway/json-protocol.ts";
import type { StateMachineStore } from "../state-machine-store.ts";
import { epochSeconds, readInput } from "./input.ts";
import { page, pageSchema } from "./paging.ts";

const describeSchema = z.object({ stateMachineArn: z.string() });

/** The API's operations on state machines. They are created by the stack's template, not through the API. */
export function stateMachineOperations(machines: StateMachineStore): Record<string, JsonOperation> {
  return {
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
      return {
        stateMachineArn: machine.arn,
        name: machine.name,
        status: "ACTIVE",
        definition: machine.definition,
        roleArn: machine.roleArn,
        type: machine.type,
        creationDate: epochSeconds(machine.createdAt),
        loggingConfiguration: machine.loggingConfiguration,
        tracingConfiguration: { enabled: false },
      };
    },
  };
}

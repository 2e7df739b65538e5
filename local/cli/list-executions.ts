import { type ExecutionStatus, paginateListExecutions, type SFNClient } from "@aws-sdk/client-sfn";

/** An execution as it is listed. */
export interface ListedExecution {
  readonly name: string;
  readonly executionArn: string;
  readonly status: ExecutionStatus;
}

/** Lists every execution of a Standard machine. */
export async function listExecutions(client: SFNClient, stateMachineArn: string): Promise<readonly ListedExecution[]> {
  const listed: ListedExecution[] = [];
  for await (const { executions = [] } of paginateListExecutions({ client }, { stateMachineArn })) {
    for (const { name, executionArn, status } of executions) {
      if (name && executionArn && status) listed.push({ name, executionArn, status });
    }
  }
  return listed;
}

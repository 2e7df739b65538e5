import type { FunctionSettings } from "../../ports/function-settings.ts";
import { notReady, rejected } from "../../runtime/faults.ts";

/**
 * Makes sure that AWS Lambda has made a change of a function's memory.
 * @throws NotReady while it is at it, Rejected when it could not or somebody else was faster
 */
export async function confirmSetting(
  { readSetting }: Pick<FunctionSettings, "readSetting">,
  functionName: string,
  expectedMb: number | undefined,
): Promise<void> {
  const { memoryMb, update } = await readSetting(functionName);
  if (update === "in-progress") throw notReady(`the update of ${functionName} is under way`);
  if (update === "failed") throw rejected(`AWS Lambda could not update ${functionName}`);
  if (memoryMb !== expectedMb) throw rejected(`${functionName} has ${memoryMb} MB instead of ${expectedMb} MB`);
}

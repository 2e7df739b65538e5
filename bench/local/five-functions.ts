import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FunctionConfiguration } from "../../local/lambda/function-configuration.ts";

const account = "ap-northeast-2:000000000000";
const names = ["first", "second", "third", "fourth", "fifth"] as const;
const functionArn = (name: string) => `arn:aws:lambda:${account}:function:${name}`;

/** The machine's two forms, by the API that runs them. */
export const machineArns = {
  EXPRESS: `arn:aws:states:${account}:stateMachine:five-express`,
  STANDARD: `arn:aws:states:${account}:stateMachine:five-standard`,
} as const;

export type MachineType = keyof typeof machineArns;

/** Input of every execution, as JSON text. */
export const input = JSON.stringify({ contactId: "00000000-0000-4000-8000-000000000001", steps: 0 });

/** What an execution's output must be: each of the five functions has counted once. */
export const output = JSON.stringify({ contactId: "00000000-0000-4000-8000-000000000001", steps: 5 });

/** What each function does; `event` and result are JSON values. */
export function count(event: { readonly steps: number }): object {
  return { ...event, steps: event.steps + 1 };
}

/** Five Task states in a row, written as this project's machines are: JSONata, `lambda:invoke`, a time limit and a Retry each. */
export const definition = JSON.stringify({
  QueryLanguage: "JSONata",
  StartAt: names[0],
  States: Object.fromEntries(
    names.map((name, index) => {
      const next = names[index + 1];
      return [
        name,
        {
          Type: "Task",
          Resource: "arn:aws:states:::lambda:invoke",
          Arguments: { FunctionName: functionArn(name), Payload: "{% $states.input %}" },
          Output: "{% $states.result.Payload %}",
          TimeoutSeconds: 30,
          Retry: [{ ErrorEquals: ["Lambda.TooManyRequestsException"], JitterStrategy: "FULL" }],
          ...(next === undefined ? { End: true } : { Next: next }),
        },
      ];
    }),
  ),
});

/** Writes each function's bundle below a directory and returns the functions as a template would configure them. */
export function writeFunctions(directory: string): FunctionConfiguration[] {
  return names.map((name) => {
    const codeDirectory = join(directory, name);
    mkdirSync(codeDirectory, { recursive: true });
    writeFileSync(join(codeDirectory, "index.mjs"), `export const handler = async (event) => (${count})(event);\n`);
    return {
      functionName: name,
      functionArn: functionArn(name),
      description: "",
      runtime: "nodejs24.x",
      handler: "index.handler",
      codeDirectory,
      timeoutSeconds: 10,
      memoryMegabytes: 256,
      environment: {},
      logGroupName: `/aws/lambda/${name}`,
    };
  });
}

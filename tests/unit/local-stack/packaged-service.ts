import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";

/** A directory that looks as if `serverless package` had been run in it. */
export interface PackagedService {
  readonly directory: string;
  remove(): void;
}

/** Writes a template and one bundle for each function (`<name>.zip` with `index.mjs`) into a temporary directory. */
export function packagedService(
  template: Readonly<Record<string, unknown>>,
  functions: Readonly<Record<string, string>> = {},
): PackagedService {
  const directory = mkdtempSync(join(tmpdir(), "aicc-stack-"));
  mkdirSync(join(directory, ".serverless"));
  writeFileSync(join(directory, ".serverless", "cloudformation-template-update-stack.json"), JSON.stringify(template));
  for (const [name, code] of Object.entries(functions)) {
    writeFileSync(join(directory, ".serverless", `${name}.zip`), zipSync({ "index.mjs": strToU8(code) }));
  }
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

/** A function resource in the form that the Serverless Framework gives it. */
export function functionResource(name: string, properties: Readonly<Record<string, unknown>> = {}) {
  return {
    Type: "AWS::Lambda::Function",
    Properties: {
      Code: { S3Bucket: "bucket", S3Key: `serverless/sample/dev/1-now/${name}.zip` },
      FunctionName: `sample-dev-${name}`,
      Handler: "index.handler",
      Runtime: "nodejs24.x",
      MemorySize: 256,
      Timeout: 5,
      Role: "arn:aws:iam::000000000000:role/sample",
      ...properties,
    },
  };
}

/** Waits until a condition holds, asking every few milliseconds; fails with the condition's last error or a plain message. */
export async function eventually<T>(condition: () => T | Promise<T>, limitMs = 10_000): Promise<NonNullable<T>> {
  const until = Date.now() + limitMs;
  for (;;) {
    const value = await condition();
    if (value !== undefined && value !== null && value !== false) return value;
    if (Date.now() > until) throw new Error(`The condition did not come to hold within ${limitMs} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

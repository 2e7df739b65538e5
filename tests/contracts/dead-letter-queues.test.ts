import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";

const read = (pattern: string) =>
  globSync(pattern)
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
const resources = read("resources/*.yml") + read("events/*/*.yml") + read("state-machines/*.yml");
const functions = read("functions/*/functions.yml");
const permissions = readFileSync("functions/permissions.yml", "utf8");
const errors = readFileSync("docs/errors.md", "utf8");

/** Every queue, by logical id: all queues of ours are for dead letters. */
const queues = [
  ...resources.matchAll(/^ {2}(\w+):\n {4}Type: AWS::SQS::Queue\n[\s\S]*?QueueName: "[^"]*\}-((?:\w+-)*dlq)"/gm),
].map(([, logicalId = "", name = ""]) => ({ logicalId, name }));
const redrive = permissions.slice(permissions.indexOf("# Redrive:"));

describe("every dead-letter queue", () => {
  it("is found here", () => {
    expect(queues).toHaveLength([...resources.matchAll(/Type: AWS::SQS::Queue$/gm)].length);
    expect(queues.length).toBeGreaterThan(0);
  });

  it.each(queues)(
    "$name is listed by the API, can be redriven, and is explained to operators",
    ({ logicalId, name }) => {
      expect(functions).toContain(`"${name}":"\${${logicalId}}"`);
      expect(redrive).toContain(`!GetAtt ${logicalId}.Arn`);
      expect(errors).toContain(`| \`${name}\` |`);
    },
  );
});

it("every function whose asynchronous invocations end in a queue may be invoked again", () => {
  const keys = [...functions.matchAll(/^(\w+):\n((?: .*\n)*)/gm)]
    .filter(([, , body = ""]) => /^ {2}destinations: .*onFailure/m.test(body))
    .map(([, key = ""]) => key);
  expect(keys.length).toBeGreaterThan(0);
  for (const key of keys) expect(redrive).toContain(`-${key}\n`);
});

it("every function that a rule invokes with a dead-letter queue may be invoked again", () => {
  const targets = [...resources.matchAll(/Arn: !GetAtt (\w+)LambdaFunction\.Arn\n(?:.*\n)?.*DeadLetterConfig/g)].map(
    ([, key = ""]) => key,
  );
  expect(targets.length).toBeGreaterThan(0);
  for (const key of targets) expect(redrive).toContain(`-${key.charAt(0).toLowerCase()}${key.slice(1)}\n`);
});

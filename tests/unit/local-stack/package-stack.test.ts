import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { strToU8, zipSync } from "fflate";
import { withBuildLock } from "../../../local/stack/build-lock.ts";
import { checkBundles } from "../../../local/stack/check-bundles.ts";
import { checkTemplateSize } from "../../../local/stack/check-template-size.ts";
import { sourceHash } from "../../../local/stack/source-hash.ts";
import { functionResource } from "./packaged-service.ts";

describe("packaging", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "aicc-package-"));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it("sees a change of a source or of a variable, and nothing else", () => {
    writeFileSync(join(directory, "serverless.yml"), "service: a");
    const first = sourceHash(directory, [undefined]);
    writeFileSync(join(directory, "README.md"), "other");
    expect(sourceHash(directory, [undefined])).toBe(first);
    expect(sourceHash(directory, ["arn"])).not.toBe(first);
    writeFileSync(join(directory, "serverless.yml"), "service: b");
    expect(sourceHash(directory, [undefined])).not.toBe(first);
  });

  it("lets one build at a time run in a directory, and takes over the lock of one that has died", async () => {
    const file = join(directory, ".aicc", "build.lock");
    const steps: string[] = [];
    const build = (name: string) =>
      withBuildLock(file, async () => {
        steps.push(`${name} begins`);
        await new Promise((resolve) => setTimeout(resolve, 20));
        steps.push(`${name} ends`);
      });
    await Promise.all([build("a"), build("b")]);
    expect(steps).toEqual(["a begins", "a ends", "b begins", "b ends"]);
    writeFileSync(file, "4194305");
    await build("c");
    expect(steps.slice(4)).toEqual(["c begins", "c ends"]);
  });

  it("notices a bundle without its handler", () => {
    writeFileSync(
      join(directory, "cloudformation-template-update-stack.json"),
      JSON.stringify({
        Resources: {
          Good: functionResource("good"),
          Empty: functionResource("empty"),
          Missing: functionResource("missing"),
        },
      }),
    );
    writeFileSync(
      join(directory, "good.zip"),
      zipSync({ "index.mjs": strToU8("export const handler = async () => {}") }),
    );
    writeFileSync(join(directory, "empty.zip"), zipSync({}));
    expect(() => checkBundles(directory)).toThrow(/hold no handler: Empty, Missing\./);
  });

  it("notices a template with more resources than can be deployed", () => {
    const write = (count: number) => {
      const topic = { Type: "AWS::SNS::Topic", Properties: {} };
      const Resources = Object.fromEntries(Array.from({ length: count }, (_, index) => [`Topic${index}`, topic]));
      writeFileSync(join(directory, "cloudformation-template-update-stack.json"), JSON.stringify({ Resources }));
    };
    write(500);
    expect(() => checkTemplateSize(directory)).not.toThrow();
    write(501);
    expect(() => checkTemplateSize(directory)).toThrow("has 501 resources, 501 of them AWS::SNS::Topic");
  });
});

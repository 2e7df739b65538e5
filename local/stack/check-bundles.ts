import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { unzipSync } from "fflate";
import { z } from "zod";
import { readTemplate } from "./template.ts";

const Properties = z.looseObject({ Code: z.object({ S3Key: z.string() }), Handler: z.string() });

/**
 * Makes sure that each function's bundle holds its handler: the bundler may leave an empty bundle behind and still report success.
 * @throws Error naming the functions without a handler
 */
export function checkBundles(packageDirectory: string): void {
  const { Resources } = readTemplate(join(packageDirectory, "cloudformation-template-update-stack.json"));
  const functions = Object.entries(Resources).filter(([, { Type }]) => Type === "AWS::Lambda::Function");
  const broken = functions.filter(([, { Properties: properties }]) => {
    const { Code, Handler } = Properties.parse(properties);
    const file = join(packageDirectory, basename(Code.S3Key));
    return !existsSync(file) || !holds(file, Handler.slice(0, Handler.lastIndexOf(".")));
  });
  if (broken.length > 0) {
    throw new Error(
      `The bundles of these functions hold no handler: ${broken.map(([logicalId]) => logicalId).join(", ")}. Package again.`,
    );
  }
}

function holds(file: string, path: string): boolean {
  const wanted = [".js", ".mjs", ".cjs"].map((extension) => path + extension);
  let isThere = false;
  unzipSync(readFileSync(file), {
    filter: ({ name, originalSize }) => {
      isThere ||= wanted.includes(name) && originalSize > 0;
      return false;
    },
  });
  return isThere;
}

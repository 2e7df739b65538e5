import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { toBase64 } from "../../domain/understanding/base64.ts";
import { asksForCorrections } from "./train/corrections-options.ts";
import { digestOf, isCurrent, writeModule } from "./train/model-modules.ts";
import { englishVectorsFile } from "./train/read-vector-files.ts";
import { type ModelName, trainedModels } from "./train/trained-models.ts";

const vectorsModule = { path: "domain/understanding/model/word-vectors.ts", constant: "encodedEnglishVectors" };
const Trained = z.object({ encoded: z.string(), figures: z.array(z.string()) });

/** The word vectors are no model of ours: they are only put where the bundles can carry them. */
function carryWordVectors(): void {
  const digest = digestOf(["domain/understanding/data/*.bin"], vectorsModule);
  if (!isCurrent(vectorsModule, digest)) writeModule(vectorsModule, digest, toBase64(readFileSync(englishVectorsFile)));
}

/** Trains a model in a thread of its own, writes its module and prints its figures. */
async function train(name: ModelName, digest: string, options: { counts: boolean; misses: boolean }): Promise<void> {
  const started = performance.now();
  const thread = new Worker(join(import.meta.dirname, "train/training-thread.ts"), {
    workerData: { name, ...options },
  });
  const told = Promise.withResolvers<unknown>();
  thread.once("message", told.resolve);
  thread.once("error", told.reject);
  thread.once("exit", () => told.reject(new Error(`The training of ${name} ended without a model.`)));
  const { encoded, figures } = Trained.parse(await told.promise);
  writeModule(trainedModels[name].module, digest, encoded);
  for (const line of figures) console.log(line);
  console.log(`  ${name}: ${((performance.now() - started) / 1_000).toFixed(1)} s`);
}

/**
 * `npm run train`: makes the models in `domain/understanding/model/` and `domain/redaction/model/` from the text in the folders `data` beside them, the same
 * bytes from the same input, as many at a time as there are processors, and prints figures on the validation text. Does nothing for models that are current,
 * unless `--force` is given; `--misses` lists the wrong answers too, `--counts` how many texts each label has (training + validation).
 * `--with corrections` shows first what agents' corrections would change, and stops there unless `--adopt` is given.
 */
async function main(args: readonly string[]): Promise<void> {
  if (asksForCorrections(args)) {
    // Only here, because it needs the models that this command makes.
    const { considerTraining } = await import("./train/consider-training.ts");
    if (!(await considerTraining(args))) return;
  }
  const options = { counts: args.includes("--counts"), misses: args.includes("--misses") };
  const isForced = args.includes("--force") || options.counts || options.misses;
  carryWordVectors();
  const line = (Object.keys(trainedModels) as ModelName[]).flatMap((name) => {
    const { module, madeFrom, settings } = trainedModels[name];
    const digest = digestOf(madeFrom, settings);
    if (!isCurrent(module, digest) || isForced) return [{ name, digest }];
    console.log(`${name}: the model is current`);
    return [];
  });
  const next = async (): Promise<void> => {
    for (let one = line.shift(); one; one = line.shift()) await train(one.name, one.digest, options);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, next));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});

import { createRequire } from "node:module";
import { join } from "node:path";
import { z } from "zod";
import { hasHangul } from "../../domain/understanding/hangul.ts";
import type { LabelledText } from "../../domain/understanding/labelled-text.ts";
import type { BenchSet } from "./bench-set.ts";
import { type IntentMeasurement, percentile } from "./measurement.ts";

/** As much of node-nlp's manager as is used here; see https://github.com/axa-group/nlp.js/blob/master/docs/v4/nlp-manager.md. */
interface NlpManager {
  addLanguage(language: string): void;
  addDocument(language: string, text: string, intent: string): void;
  train(): Promise<unknown>;
  process(language: string, text: string): Promise<unknown>;
  export(minified: boolean): string;
  import(model: string): void;
}
type ManagerClass = new (settings: object) => NlpManager;

const Package = z.object({ NlpManager: z.custom<ManagerClass>((value) => typeof value === "function") });
const Answer = z.object({ intent: z.string() });

/**
 * Trains and asks node-nlp's manager, with its defaults, telling it the language of each text by its script.
 * @param folder where it is installed
 * @returns undefined where it is not
 */
export async function measureNodeNlp(
  { train, test, noisy }: BenchSet,
  folder: string,
): Promise<IntentMeasurement | undefined> {
  const Manager = findManager(folder);
  if (!Manager) return undefined;
  const trained = createManager(Manager);
  const trainStarted = performance.now();
  for (const { text, label } of train) trained.addDocument(languageOf(text), text, label);
  await trained.train();
  const trainSeconds = (performance.now() - trainStarted) / 1_000;
  const model = trained.export(true);
  const loadStarted = performance.now();
  const manager = createManager(Manager);
  manager.import(model);
  await manager.process("en", test[0]?.text ?? "");
  const loadMs = performance.now() - loadStarted;
  const times: number[] = [];
  return {
    engine: "node-nlp",
    accuracy: await share(manager, test, times),
    noisyAccuracy: await share(manager, noisy, []),
    trainSeconds,
    loadMs,
    medianMs: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
    modelBytes: Buffer.byteLength(model),
  };
}

function findManager(folder: string): ManagerClass | undefined {
  try {
    return Package.parse(createRequire(join(folder, "package.json"))("node-nlp")).NlpManager;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

function createManager(Manager: ManagerClass): NlpManager {
  const settings = { languages: ["ko", "en"], autoSave: false, autoLoad: false, nlu: { log: false }, forceNER: false };
  return new Manager(settings);
}

function languageOf(text: string): string {
  return hasHangul(text) ? "ko" : "en";
}

async function share(manager: NlpManager, texts: readonly LabelledText[], times: number[]): Promise<number> {
  let right = 0;
  for (const { text, label } of texts) {
    const started = performance.now();
    const { intent } = Answer.parse(await manager.process(languageOf(text), text));
    times.push(performance.now() - started);
    if (intent === label) right += 1;
  }
  return right / texts.length;
}

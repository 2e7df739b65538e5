import { readFileSync, globSync, writeFileSync } from "node:fs";
import { readVectorFiles } from "./local/cli/train/read-vector-files.ts";
import { trainLinearModel, defaultTraining } from "./domain/understanding/train-linear-model.ts";
import { addRecognitionNoise } from "./domain/understanding/add-recognition-noise.ts"; import { seededRandom } from "./domain/understanding/seeded-random.ts";
import { evaluateModel } from "./domain/understanding/evaluate-model.ts"; import { intentLabels } from "./schemas/intent.ts"; import { normaliseUtterance } from "./domain/understanding/normalise-utterance.ts";
const R = "/work/intent/domain/understanding/data/"; const parse = (f: string) => readFileSync(f, "utf8").split(/\r?\n/).filter((l) => l.includes("\t") && !l.startsWith("#")).map((l) => { const [label, text] = l.split("\t"); return { text: text!.trim(), label: label!.trim() }; });
const val = { ko: parse(R + "intents.ko.validation.tsv"), en: parse(R + "intents.en.validation.tsv") }; const seen = new Set([...val.ko, ...val.en].map((t) => normaliseUtterance(t.text))); const merged: { text: string; label: string }[] = [];
for (const f of [R + "intents.ko.tsv", R + "intents.en.tsv", ...(process.argv[2] === "old" ? [] : globSync("/tmp/intent-text/*.tsv").sort())]) for (const t of parse(f)) { const n = normaliseUtterance(t.text); if (seen.has(n) || !intentLabels.includes(t.label)) continue; seen.add(n); merged.push(t); }
const o = { noiseRates: [0.06, 0.15], heldOutFolds: 1, ...JSON.parse(process.argv[4] ?? "{}") }; const t0 = performance.now();
const m = trainLinearModel(merged, intentLabels, { ...defaultTraining, outOfScope: "out_of_scope", wordVectors: process.argv[3] === "none" ? [] : readVectorFiles(), ...o });
const out: string[] = []; for (const [k, v] of Object.entries(val)) { const e = evaluateModel(m, v); let s = 0; for (let i = 0; i < 3; i++) { const r = seededRandom(100 + i); s += evaluateModel(m, v.map((t) => ({ ...t, text: addRecognitionNoise(t.text, 0.2, r) }))).accuracy / 3; } out.push(`${k} ${(e.accuracy * 100).toFixed(1)} noisy ${(s * 100).toFixed(1)} ece ${(e.calibrationError * 100).toFixed(1)} acted ${(e.acted.share * 100).toFixed(0)}/${(e.acted.accuracy * 100).toFixed(1)}`); }
console.log(process.argv.slice(2).join(" "), merged.length, m.hashes.length, out.join(" | "), ((performance.now() - t0) / 1e3).toFixed(0) + "s");

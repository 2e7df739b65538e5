import { readFileSync, globSync } from "node:fs"; import { loadIntentModel } from "./domain/understanding/load-intent-model.ts"; import { classifyIntent } from "./domain/understanding/classify-intent.ts";
const m = loadIntentModel();
for (const t of process.argv.slice(2)) { const c = classifyIntent(m, t); console.log(t, "->", c.intent, c.confidence.toFixed(2), c.threshold, JSON.stringify(c.alternatives.map((a) => [a.intent, +a.confidence.toFixed(2), a.reasons]))); }

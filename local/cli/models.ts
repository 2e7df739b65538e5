import { parseArgs } from "node:util";
import { installModels } from "../speech/models/install-models.ts";
import { modelCache } from "../speech/models/model-cache.ts";
import { modelLanguages } from "../speech/models/model-languages.ts";
import { ModelUnavailable } from "../speech/models/model-unavailable.ts";
import { realFetchers } from "../speech/models/real-fetchers.ts";

const { values } = parseArgs({ options: { language: { type: "string", default: "all" } } });
const offered = [...modelLanguages.keys(), "all"];
if (!offered.includes(values.language)) {
  console.error(`--language must be one of: ${offered.join(", ")}`);
  process.exitCode = 2;
} else {
  const cache = modelCache();
  console.log(`Models for ${values.language} into ${cache} (set AICC_MODEL_CACHE to choose another folder).`);
  console.log("One multilingual model serves every language offered.");
  try {
    await installModels(cache, realFetchers, (line) => console.log(line));
  } catch (error) {
    if (!(error instanceof ModelUnavailable)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}

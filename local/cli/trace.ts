import { parseArgs } from "node:util";
import { createAwsStorySources } from "./trace/aws-story-sources.ts";
import { explainFailure } from "./trace/explain-failure.ts";
import { createPaint, wantsColour } from "./trace/paint.ts";
import { renderStory } from "./trace/render-story.ts";
import { findStack, stageOptions, stageUsage } from "./trace/stack-access.ts";
import { gatherStory } from "./trace/story.ts";

/** What `--help` prints. */
const usage = `npm run trace -- [CONTACT_ID] [options]

Prints a contact's whole story on one screen; without an id, that of the contact that began last.

${stageUsage}
`;

/** `npm run trace`: status 0 when the story was told, 1 when it could not be. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: stageOptions, allowPositionals: true });
  if (values.help) {
    console.log(usage);
    return;
  }
  if (positionals.length > 1) throw new Error(`One contact at a time; ${positionals.length} were given.`);
  const access = findStack(values, process.env);
  try {
    const sources = createAwsStorySources(access);
    const contactId = positionals[0] ?? (await sources.lastContact(Date.now()));
    if (contactId === undefined) {
      throw new Error(`There is no contact yet in ${access.place}. Play some: npm start`);
    }
    const story = await gatherStory(sources, contactId);
    if (!story) {
      throw new Error(
        `${access.place} knows no contact ${contactId}. Without an id, npm run trace tells of the last one.`,
      );
    }
    console.log(renderStory(story, createPaint(wantsColour(process.stdout, process.env))));
  } catch (error) {
    throw explainFailure(error, access);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});

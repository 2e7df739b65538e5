import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { alarmResources, type TemplateResource } from "./alarm-resources.ts";
import { alarmsPage } from "./alarms-page.ts";
import { dashboardResources } from "./dashboard-resources.ts";
import { languagesPage } from "./languages-page.ts";
import { metricsPage } from "./metrics-page.ts";

/** The project's directory. */
const project = join(import.meta.dirname, "..", "..");

/** The text of every file that comes from the metric catalogue, or from the table of languages, by its path in the project: the same bytes from the same catalogue. */
export function generateFromCatalogue(): ReadonlyMap<string, string> {
  return new Map([
    ["docs/metrics.md", metricsPage("en")],
    ["docs/metrics.ko.md", metricsPage("ko")],
    ["docs/alarms.md", alarmsPage()],
    ["docs/languages.md", languagesPage("en")],
    ["docs/languages.ko.md", languagesPage("ko")],
    ["resources/observability/alarms.json", templateText(alarmResources())],
    ["resources/observability/dashboards.json", templateText(dashboardResources())],
  ]);
}

function templateText(resources: Readonly<Record<string, TemplateResource>>): string {
  return `${JSON.stringify({ Resources: resources }, undefined, 2)}\n`;
}

/** `npm run catalogue`: writes the files. */
function main(): void {
  const files = generateFromCatalogue();
  for (const [path, text] of files) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  }
  console.log(`from the catalogues: ${[...files.keys()].join(", ")}`);
}

if (import.meta.main) main();

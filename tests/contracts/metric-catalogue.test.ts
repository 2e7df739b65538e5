import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { definitionOf, metricNames } from "../../domain/metrics/catalogue.ts";
import { functionGroups } from "../../domain/metrics/function-groups.ts";
import { generateFromCatalogue } from "../../resources/observability/generate.ts";

const generated = generateFromCatalogue();
const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

describe("what comes from the metric catalogue", () => {
  it.each([...generated.keys()])("%s is what `npm run catalogue` generates", (path) => {
    expect(readFileSync(path, "utf8")).toBe(generated.get(path));
  });

  it("comes out the same each time", () => {
    expect([...generateFromCatalogue()]).toEqual([...generated]);
  });
});

describe("the metric catalogue", () => {
  it.each(metricNames)("%s can be read as a total, and no set of dimensions is there twice", (name) => {
    const sets = definitionOf(name).dimensionSets.map((set) => [...set].sort().join());
    expect(sets).toContain("");
    expect(new Set(sets).size).toBe(sets.length);
  });

  it.each(metricNames)("%s is told in both languages, and its step exists", (name) => {
    const { meaning, formula, emittedBy } = definitionOf(name);
    for (const { en, ko } of [meaning, formula]) {
      expect(en).toMatch(/\S/);
      expect(ko).toMatch(/[\uac00-\ud7a3]|^\S/);
    }
    for (const emitter of emittedBy.split(", ")) {
      const [machine = "", step = ""] = emitter.split(".");
      expect(emitter === "every step" || existsSync(join("functions", machine, step, "handler.ts"))).toBe(true);
    }
  });

  it("has every function in one group", () => {
    const keys = globSync("functions/*/functions.yml")
      .flatMap((file) => readFileSync(file, "utf8").split("\n"))
      .flatMap((line) => /^(\w+):$/.exec(line)?.[1] ?? []);
    expect(Object.values(functionGroups).flat().map(kebab).sort()).toEqual(keys.map(kebab).sort());
  });
});

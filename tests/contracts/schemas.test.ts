import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { generateJsonSchemas, jsonSchemaFolder } from "../../schemas/generate.ts";

const generated = generateJsonSchemas();
const committed = (name: string) => readFileSync(join(jsonSchemaFolder, name), "utf8");

describe("the published JSON Schemas", () => {
  it("are as many files as there are contracts", () => {
    expect(readdirSync(jsonSchemaFolder).sort()).toEqual([...generated.keys()].sort());
  });

  it.each([...generated.keys()])("%s is what `npm run schemas` generates", (name) => {
    expect(committed(name)).toBe(generated.get(name));
  });

  it("come out the same each time", () => {
    expect([...generateJsonSchemas()]).toEqual([...generated]);
  });

  it("describe the detail of a contact event although it is preprocessed", () => {
    const schema = JSON.parse(committed("contact-event.json"));
    expect(schema.properties.detail.required).toEqual(["eventType", "contactId"]);
  });

  it("let readers meet fields they do not know", () => {
    for (const [name, text] of generated)
      expect([name, text.includes('"additionalProperties": false')]).toEqual([name, false]);
  });

  it("ask a sender only for what has no default", () => {
    const { ContactData } = JSON.parse(committed("flow-event.json")).properties.Details.properties;
    expect(ContactData.required).not.toContain("Attributes");
  });
});

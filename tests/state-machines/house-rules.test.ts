import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import validate from "asl-validator";
import { machineFiles } from "../support/machine-files.ts";

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter, index) => (index ? "-" : "") + letter.toLowerCase());
const camel = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
const faultNames = ["Transient", "NotReady", "Rejected", "ContractViolation"];

describe.each(machineFiles().map((machine) => [machine.name, machine] as const))(
  "the machine %s",
  (name, { definition, states }) => {
    const all = Object.entries(states);
    const tasks = all.filter(([, state]) => state.Type === "Task");

    it("is valid Amazon States Language", () => {
      expect(validate(definition).errorsText()).toBe("");
    });
    it("says why it and each of its states is there", () => {
      expect(definition.Comment).toMatch(/\w/);
      expect(all.filter(([, state]) => !state.Comment).map(([state]) => state)).toEqual([]);
    });
    it("holds no literal null, which CloudFormation does not take and the packager drops", () => {
      expect(JSON.stringify(definition)).not.toMatch(/[:[,]null[,}\]]/);
    });
    it("bounds every wait", () => {
      expect(definition.TimeoutSeconds).toBeGreaterThan(0);
      expect(tasks.filter(([, state]) => !state.TimeoutSeconds).map(([state]) => state)).toEqual([]);
      const parked = tasks.filter(([, state]) => state.Resource?.endsWith(".waitForTaskToken"));
      expect(parked.filter(([, state]) => !state.HeartbeatSeconds).map(([state]) => state)).toEqual([]);
    });
    it("spells each step one way: state, function, folder and service", () => {
      for (const [state, { Resource, Arguments }] of tasks) {
        if (!Resource?.includes(":lambda:")) continue;
        expect(Arguments?.FunctionName).toBe(`\${${state}}`);
        expect(readFileSync(`functions/${name}/functions.yml`, "utf8")).toContain(`\n${camel(state)}:\n`);
        expect(existsSync(`functions/${name}/${kebab(state)}/handler.ts`)).toBe(true);
        expect(readFileSync(`functions/${name}/${kebab(state)}/handler.ts`, "utf8")).toContain(
          `"${name}.${kebab(state)}"`,
        );
        expect(readFileSync(`state-machines/${name}.yml`, "utf8")).toContain(
          `${state}: !GetAtt ${state}LambdaFunction.Arn`,
        );
      }
    });
    it("calls besides its functions only topics that its file names", () => {
      const others = tasks.filter(([, { Resource }]) => !Resource?.includes(":lambda:"));
      for (const [, { Resource, Arguments }] of others) {
        expect(Resource).toBe("arn:aws:states:::sns:publish");
        const topic = /^\$\{(\w+Topic)\}$/.exec(Arguments?.TopicArn ?? "")?.[1];
        expect(readFileSync(`state-machines/${name}.yml`, "utf8")).toContain(`${topic}: !Ref ${topic}\n`);
        expect(readFileSync("resources/notifications.yml", "utf8")).toContain(`\n  ${topic}:\n`);
      }
    });
    it("fails by names that say what happened, with an error and a cause", () => {
      const fails = all.filter(([, state]) => state.Type === "Fail");
      expect(fails.filter(([state, { Error: error, Cause }]) => error !== state || !Cause)).toEqual([]);
    });
    it("retries by one block, bounded and spread, and never everything", () => {
      const blocks = new Set(tasks.map(([, state]) => JSON.stringify(state.Retry)));
      expect(blocks.size).toBe(1);
      for (const retrier of tasks.flatMap(([, state]) => state.Retry ?? [])) {
        expect(retrier.ErrorEquals).not.toContain("States.ALL");
        expect(retrier).toMatchObject({
          MaxAttempts: expect.any(Number),
          MaxDelaySeconds: expect.any(Number),
          JitterStrategy: "FULL",
        });
      }
    });
    it("names only errors that the code can throw or AWS raises", () => {
      const named = all.flatMap(([, state]) =>
        [...(state.Retry ?? []), ...(state.Catch ?? [])].flatMap((entry) => entry.ErrorEquals),
      );
      const own = named.filter((error) => !/^(States|Lambda|SNS)\./.test(error));
      expect(own.filter((error) => !faultNames.includes(error))).toEqual([]);
    });
  },
);

describe("every fault the code can throw", () => {
  it("is retried or caught by name or by States.ALL in a machine", () => {
    const handled = new Set(
      machineFiles().flatMap(({ states }) =>
        Object.values(states).flatMap((state) =>
          [...(state.Retry ?? []), ...(state.Catch ?? [])].flatMap((entry) => entry.ErrorEquals),
        ),
      ),
    );
    for (const fault of faultNames) expect(handled.has(fault) || handled.has("States.ALL")).toBe(true);
  });
});

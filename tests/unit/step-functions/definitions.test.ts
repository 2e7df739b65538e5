import { describe, expect, it } from "@jest/globals";
import { createRoom, jsonata } from "./test-service.ts";

const messageOf = (definition: object, type: "STANDARD" | "EXPRESS" = "STANDARD"): string => {
  try {
    createRoom().machine(definition, { type, name: "m" });
  } catch (error) {
    if (error instanceof Error && error.name === "InvalidDefinition") return error.message;
    throw error;
  }
  throw new Error("The definition was taken.");
};

describe("definitions are checked when a machine is created", () => {
  it.each([
    ["a missing target", jsonata({ A: { Type: "Pass", Next: "B" } }), "B"],
    [
      "no way to end",
      jsonata({ A: { Type: "Pass" } }),
      "There must be one of the following fields: [Next, End] at /States/A, " +
        "MISSING_END_STATE: Workflow has no terminal state at null",
    ],
    ["an unknown field", jsonata({ A: { Type: "Pass", Otput: 1, End: true } }), "A"],
    ["a field of the other language", jsonata({ A: { Type: "Pass", InputPath: "$", End: true } }), "A"],
    [
      "a broken expression in Output",
      jsonata({ A: { Type: "Pass", Output: { x: "{% 1 + %}" }, End: true } }),
      "INVALID_JSONATA_EXPRESSION: Unexpected end of expression at /States/A/Output/x",
    ],
    [
      "a broken condition",
      jsonata({ A: { Type: "Choice", Choices: [{ Condition: "{% = %}", Next: "B" }] }, B: { Type: "Succeed" } }),
      "at /States/A/Choices[0]/Condition",
    ],
    [
      "an unknown resource",
      jsonata({ A: { Type: "Task", Resource: "arn:aws:states:::sns:publish", End: true } }),
      "'arn:aws:states:::sns:publish' cannot be run by the local stack",
    ],
    [
      "a mistake within a branch",
      jsonata({
        P: {
          Type: "Parallel",
          End: true,
          Branches: [{ StartAt: "In", States: { In: { Type: "Pass", Output: "{% ( %}", End: true } } }],
        },
      }),
      "at /States/P/Branches[0]/States/In/Output",
    ],
    [
      "an item reader",
      jsonata({
        M: {
          Type: "Map",
          End: true,
          ItemReader: { Resource: "arn:aws:states:::s3:getObject" },
          ItemProcessor: { StartAt: "I", States: { I: { Type: "Pass", End: true } } },
        },
      }),
      "ItemReader",
    ],
  ])("%s is refused by name", (_what, definition, words) => {
    expect(messageOf(definition)).toContain(words);
  });

  it("an Express machine may not wait for a token", () => {
    const definition = jsonata({
      A: {
        Type: "Task",
        Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
        Arguments: { FunctionName: "f" },
        End: true,
      },
    });
    expect(messageOf(definition, "EXPRESS")).toContain(
      "State 'A': Express state machine does not support '.waitForTaskToken' service integration",
    );
  });

  it("text that is not JSON is refused", () => {
    const { service } = createRoom();
    expect(() =>
      service.createStateMachine({
        name: "m",
        arn: "arn:aws:states:r:000000000000:stateMachine:m",
        type: "STANDARD",
        definition: "{",
      }),
    ).toThrow("Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: ");
  });

  it("a name can be taken once", () => {
    const room = createRoom();
    room.machine(jsonata({ A: { Type: "Succeed" } }), { name: "m" });
    expect(() => room.machine(jsonata({ A: { Type: "Succeed" } }), { name: "m" })).toThrow(
      "State Machine Already Exists",
    );
  });
});

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation writes its placeholders so
import { describe, expect, it } from "@jest/globals";
import { creationOrder } from "../../../local/stack/creation-order.ts";
import { isTrue, resolveIntrinsics, type Scope } from "../../../local/stack/intrinsics.ts";
import { Template } from "../../../local/stack/template.ts";

const scope: Scope = {
  template: Template.parse({
    Parameters: { Stage: { Type: "String", Default: "dev" }, Given: { Type: "String" } },
    Mappings: { Sizes: { dev: { memory: 128 } } },
    Conditions: {
      IsDev: { "Fn::Equals": [{ Ref: "Stage" }, "dev"] },
      IsOther: { "Fn::Not": [{ Condition: "IsDev" }] },
      Both: {
        "Fn::And": [{ Condition: "IsDev" }, { "Fn::Or": [{ Condition: "IsOther" }, { "Fn::Equals": ["a", "a"] }] }],
      },
    },
    Resources: {},
  }),
  parameters: { Given: "given" },
  pseudoParameters: { "AWS::Region": "ap-northeast-2" },
  created: new Map([["Queue", { ref: "http://queue", attributes: { Arn: "arn:queue" } }]]),
};
const resolve = (value: unknown) => resolveIntrinsics(value, scope);

describe("intrinsic functions", () => {
  it.each<[string, unknown, unknown]>([
    ["Ref of a resource", { Ref: "Queue" }, "http://queue"],
    ["Ref of a parameter with a default", { Ref: "Stage" }, "dev"],
    ["Ref of a parameter that was given", { Ref: "Given" }, "given"],
    ["GetAtt as a list", { "Fn::GetAtt": ["Queue", "Arn"] }, "arn:queue"],
    ["GetAtt as text", { "Fn::GetAtt": "Queue.Arn" }, "arn:queue"],
    ["Sub", { "Fn::Sub": "${Queue.Arn}/${AWS::Region}/${!Literal}" }, "arn:queue/ap-northeast-2/${Literal}"],
    ["Sub with variables", { "Fn::Sub": ["${x}-${Stage}", { x: { Ref: "Queue" } }] }, "http://queue-dev"],
    ["Join", { "Fn::Join": [":", ["a", { Ref: "Stage" }]] }, "a:dev"],
    ["Select of Split", { "Fn::Select": ["1", { "Fn::Split": [":", { "Fn::GetAtt": ["Queue", "Arn"] }] }] }, "queue"],
    ["If", { a: { "Fn::If": ["IsDev", 1, 2] }, b: { "Fn::If": ["IsOther", 1, { Ref: "AWS::NoValue" }] } }, { a: 1 }],
    ["NoValue in a list", [1, { Ref: "AWS::NoValue" }, 2], [1, 2]],
    ["FindInMap", { "Fn::FindInMap": ["Sizes", { Ref: "Stage" }, "memory"] }, 128],
    ["Base64", { "Fn::Base64": "hi" }, "aGk="],
    ["what is no function", { Ref: "Queue", other: true }, { Ref: "Queue", other: true }],
  ])("%s", (_, value, expected) => {
    expect(resolve(value)).toEqual(expected);
  });

  it("evaluates conditions that refer to conditions", () => {
    expect([isTrue("IsDev", scope), isTrue("IsOther", scope), isTrue("Both", scope)]).toEqual([true, false, true]);
  });

  it.each([
    [{ Ref: "Nothing" }, /Ref names "Nothing"/],
    [{ "Fn::GetAtt": ["Queue", "Colour"] }, /Queue\.Colour/],
    [{ "Fn::ImportValue": "x" }, /Fn::ImportValue cannot be resolved/],
    [{ "Fn::Select": ["a", []] }, /Fn::Select is given/],
  ])("says what is wrong with %j", (value, message) => {
    expect(() => resolve(value)).toThrow(message);
  });
});

describe("the order of creation", () => {
  const order = (Resources: Record<string, object>) =>
    creationOrder(Template.parse({ Resources }), (name) => name !== "Left");

  it("puts each resource behind everything that it refers to or depends on, and leaves out what is not wanted", () => {
    expect(
      order({
        A: { Type: "T", Properties: { x: { "Fn::Sub": "${B.Arn} ${AWS::Region}" } } },
        B: { Type: "T", DependsOn: "C", Properties: { y: [{ "Fn::GetAtt": ["D", "Arn"] }, { Ref: "Left" }] } },
        C: { Type: "T" },
        D: { Type: "T", DependsOn: ["C"] },
        Left: { Type: "T" },
      }),
    ).toEqual(["C", "D", "B", "A"]);
  });

  it("names a circle", () => {
    expect(() =>
      order({ A: { Type: "T", DependsOn: "B" }, B: { Type: "T", Properties: { x: { Ref: "A" } } } }),
    ).toThrow(/A -> B -> A/);
  });
});

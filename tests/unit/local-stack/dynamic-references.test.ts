import { describe, expect, it } from "@jest/globals";
import { resolveDynamicReferences } from "../../../local/stack/dynamic-references.ts";
import type { StackContext } from "../../../local/stack/resource-type.ts";
import { secret } from "../../../local/stack/resources/secret.ts";

const context = { stackName: "aicc-dev", region: "ap-northeast-2", accountId: "000000000000" } as StackContext;
const make = async (logicalId: string, properties: Record<string, unknown>) =>
  secret.create({ logicalId, type: "AWS::SecretsManager::Secret", properties }, context);

describe("a dynamic reference", () => {
  it("gives the value of a secret that the template generates, the same in every run", async () => {
    const pepper = await make("Pepper", { GenerateSecretString: { PasswordLength: 80, ExcludePunctuation: true } });
    const created = new Map([["Pepper", pepper]]);
    const reference = { Variables: [`{{resolve:secretsmanager:${pepper.ref}:SecretString}}`, "plain", 3] };
    const resolved = resolveDynamicReferences(reference, created);
    expect(resolved).toEqual({ Variables: [expect.stringMatching(/^[0-9a-f]{80}$/), "plain", 3] });
    expect(resolveDynamicReferences(reference, created)).toEqual(resolved);
  });
  it("gives one key of a secret that is JSON", async () => {
    const login = await make("Login", { Name: "login", SecretString: '{"user":"me"}' });
    const read = (key: string) =>
      resolveDynamicReferences(
        `{{resolve:secretsmanager:${login.ref}:SecretString:${key}}}`,
        new Map([["Login", login]]),
      );
    expect(read("user::")).toBe("me");
    expect(() => read("password")).toThrow(/no key "password"/);
  });
  it.each(["{{resolve:ssm:name:1}}", "{{resolve:secretsmanager:arn:elsewhere:SecretString}}"])(
    "that cannot be resolved is named: %s",
    (reference) => {
      expect(() => resolveDynamicReferences(reference, new Map())).toThrow(reference);
    },
  );
});

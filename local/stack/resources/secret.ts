import { createHash } from "node:crypto";
import { z } from "zod";
import { arnOf, parseProperties, physicalName, type ResourceType, suffixOf } from "../resource-type.ts";

const Properties = z.object({
  Name: z.string().optional(),
  SecretString: z.string().optional(),
  GenerateSecretString: z
    .object({ PasswordLength: z.coerce.number().int().min(1).max(4_096).default(32) })
    .catchall(z.unknown())
    .optional(),
});

/**
 * AWS::SecretsManager::Secret. A generated value is the same in every run, as names are: it keeps nothing secret here. Templates read it by a dynamic
 * reference (../dynamic-references.ts); there is no API of Secrets Manager.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html
 */
export const secret: ResourceType = {
  honoured: ["Name", "SecretString", "GenerateSecretString"],
  withoutEffect: { Description: "it is not kept", KmsKeyId: "nothing is encrypted", Tags: "tags are not kept" },
  create(request, context) {
    const { Name, SecretString, GenerateSecretString } = parseProperties(Properties, request);
    const name = Name ?? physicalName(context, request.logicalId);
    const arn = arnOf(context, "secretsmanager", `secret:${name}-${suffixOf(request.logicalId, 6)}`);
    const value = SecretString ?? generated(arn, GenerateSecretString?.PasswordLength ?? 0);
    return { ref: arn, attributes: { Id: arn, SecretString: value } };
  },
};

function generated(seed: string, length: number): string {
  let text = "";
  while (text.length < length) text += createHash("sha256").update(`${seed}/${text.length}`).digest("hex");
  return text.slice(0, length);
}

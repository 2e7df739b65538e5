import { arnOf, physicalName, type ResourceType } from "../resource-type.ts";

/** A resource that gets a name and an ARN and does nothing; the caller reports it. */
export const withoutEffect: ResourceType = {
  honoured: ["*"],
  create({ logicalId, type, properties }, context) {
    const [, service = "", kind = ""] = type.toLowerCase().split("::");
    const given = Object.entries(properties).find(([key, value]) => key.endsWith("Name") && typeof value === "string");
    const name = given ? String(given[1]) : physicalName(context, logicalId);
    const arn =
      service === "iam"
        ? `arn:aws:iam::${context.accountId}:${kind}/${name}`
        : arnOf(context, service, `${kind}/${name}`);
    return { ref: name, attributes: { Arn: arn } };
  },
};

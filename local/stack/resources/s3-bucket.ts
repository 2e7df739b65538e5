import { z } from "zod";
import { parseProperties, physicalName, type ResourceType } from "../resource-type.ts";

const Properties = z.looseObject({ BucketName: z.string().optional() });

/** AWS::S3::Bucket */
export const s3Bucket: ResourceType = {
  honoured: ["BucketName"],
  withoutEffect: {
    BucketEncryption: "nothing is encrypted",
    CorsConfiguration: "pages of other origins are not let in",
    LifecycleConfiguration: "objects do not expire",
    LoggingConfiguration: "accesses are not logged",
    NotificationConfiguration: "changes send no events",
    ObjectLockConfiguration: "objects are not locked",
    ObjectLockEnabled: "objects are not locked",
    OwnershipControls: "nothing is enforced",
    PublicAccessBlockConfiguration: "nothing is enforced",
    Tags: "tags are not kept",
    VersioningConfiguration: "only the newest version is kept",
  },
  async create(request, context) {
    const name = (
      parseProperties(Properties, request).BucketName ?? physicalName(context, request.logicalId)
    ).toLowerCase();
    const reply = await context.services.client.send("s3", "PUT", `/${name}`, {}, "");
    if (reply.statusCode >= 300)
      throw new Error(`${request.logicalId} (${request.type}): ${reply.body.toString("utf8")}`);
    return { ref: name, attributes: { Arn: `arn:aws:s3:::${name}`, DomainName: `${name}.s3.amazonaws.com` } };
  },
};

import { z } from "zod";
import { parseRouteKey } from "../../api-gateway/http-apis.ts";
import { httpApiPrefix } from "../../gateway/gateway.ts";
import { parseProperties, type ResourceType, suffixOf } from "../resource-type.ts";

const Names = z.array(z.string()).default([]);
const ApiProperties = z.object({
  Name: z.string().default(""),
  ProtocolType: z.literal("HTTP"),
  CorsConfiguration: z.looseObject({ AllowOrigins: Names, AllowMethods: Names, AllowHeaders: Names }).optional(),
});

/** AWS::ApiGatewayV2::Api, for HTTP APIs. */
export const httpApi: ResourceType = {
  honoured: ["Name", "ProtocolType", "CorsConfiguration", "Description"],
  withoutEffect: { DisableExecuteApiEndpoint: "the endpoint is the only one", Tags: "tags are not kept" },
  create(request, { services, endpointUrl }) {
    const { Name, CorsConfiguration } = parseProperties(ApiProperties, request);
    const apiId = suffixOf(request.logicalId, 10);
    services.httpApis.set(apiId, {
      apiId,
      name: Name,
      routes: [],
      ...(CorsConfiguration
        ? {
            crossOrigin: {
              origins: CorsConfiguration.AllowOrigins,
              methods: CorsConfiguration.AllowMethods,
              headers: CorsConfiguration.AllowHeaders,
            },
          }
        : {}),
    });
    return { ref: apiId, attributes: { ApiId: apiId, ApiEndpoint: `${endpointUrl}${httpApiPrefix}${apiId}` } };
  },
};

const IntegrationProperties = z.object({
  ApiId: z.string(),
  IntegrationType: z.literal("AWS_PROXY"),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal("2.0"),
});

/** AWS::ApiGatewayV2::Integration: a function. `Ref` is the function's ARN, so that a route finds it. */
export const httpApiIntegration: ResourceType = {
  honoured: ["ApiId", "IntegrationType", "IntegrationUri", "PayloadFormatVersion"],
  withoutEffect: { TimeoutInMillis: "the function's own time limit counts" },
  create: (request) => ({ ref: parseProperties(IntegrationProperties, request).IntegrationUri, attributes: {} }),
};

const RouteProperties = z.object({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.string().default("NONE"),
});

/** AWS::ApiGatewayV2::Route */
export const httpApiRoute: ResourceType = {
  honoured: ["ApiId", "RouteKey", "Target", "AuthorizationType"],
  withoutEffect: { AuthorizerId: "JWT and Lambda authorizers are not asked" },
  create(request, context) {
    const { logicalId, type } = request;
    const { ApiId, RouteKey, Target, AuthorizationType } = parseProperties(RouteProperties, request);
    if (AuthorizationType === "AWS_IAM") {
      context.report({
        logicalId,
        type,
        property: "AuthorizationType",
        why: "a signature must be there but is not verified",
      });
    } else if (AuthorizationType !== "NONE") {
      context.report({
        logicalId,
        type,
        property: "AuthorizationType",
        why: `${AuthorizationType} is not known: everybody is let in`,
      });
    }
    context.services.httpApis.get(ApiId)?.routes.push({
      ...parseRouteKey(RouteKey),
      functionArn: Target.replace(/^integrations\//, ""),
      isSigned: AuthorizationType === "AWS_IAM",
    });
    return { ref: suffixOf(logicalId, 7), attributes: {} };
  },
};

/** AWS::ApiGatewayV2::Stage: the one stage `$default`. */
export const httpApiStage: ResourceType = {
  honoured: ["ApiId", "StageName", "AutoDeploy"],
  withoutEffect: {
    AccessLogSettings: "accesses are not logged",
    DefaultRouteSettings: "calls are neither limited nor measured",
    RouteSettings: "calls are neither limited nor measured",
    Tags: "tags are not kept",
  },
  create: ({ properties }) => ({ ref: String(properties.StageName), attributes: {} }),
};

import { ServiceError } from "./service.ts";
import type { ServiceClient } from "./service-client.ts";

/**
 * Calls an operation of an AWS query service, such as SNS: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 * @param parameters `Action` and the operation's input, as flat as the protocol has it
 * @returns the answer's XML
 * @throws ServiceError under the code that the service answered with
 */
export async function callQuery(
  services: Pick<ServiceClient, "send">,
  service: string,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const reply = await services.send(service, "POST", "/", headers, new URLSearchParams(parameters).toString());
  const xml = reply.body.toString("utf8");
  if (reply.statusCode < 300) return xml;
  const [, code = "InternalFailure"] = /<Code>([^<]*)</.exec(xml) ?? [];
  const [, message = xml] = /<Message>([^<]*)</.exec(xml) ?? [];
  throw new ServiceError(code, message, reply.statusCode);
}

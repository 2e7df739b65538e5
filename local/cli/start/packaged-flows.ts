import { z } from "zod";
import { flowTypes } from "../../connect/flow/flow-type.ts";
import { type LoadedFlow, loadFlow } from "../../connect/flow/load-flow.ts";
import type { LocalStack } from "../../stack/local-stack.ts";

/** The flows that the template deploys, their ARNs resolved. */
export interface PackagedFlows {
  /** The flow that answers calls. */
  readonly inbound: LoadedFlow;
  /** All flows by ARN. */
  readonly byArn: ReadonlyMap<string, LoadedFlow>;
}

const Properties = z.object({ Content: z.string(), Type: z.enum(flowTypes) });

/**
 * Loads the flows of a stack.
 * @throws FlowRefused for a flow that the simulated Amazon Connect does not run, Error when the template has no flow `InboundFlow`
 */
export function packagedFlows(stack: Pick<LocalStack, "connect">): PackagedFlows {
  const flows = stack.connect
    .filter(({ type }) => type === "AWS::Connect::ContactFlow")
    .map(({ logicalId, arn, properties }) => {
      const { Content, Type } = Properties.parse(properties);
      return { logicalId, arn, flow: loadFlow(Content, `the packaged flow ${logicalId}`, Type) };
    });
  const inbound = flows.find(({ logicalId }) => logicalId === "InboundFlow");
  if (!inbound)
    throw new Error("The template deploys no InboundFlow: was the stack started without ConnectInstanceArn?");
  return { inbound: inbound.flow, byArn: new Map(flows.map(({ arn, flow }) => [arn, flow])) };
}

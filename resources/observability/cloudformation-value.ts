import type { ResourceValue } from "../../domain/metrics/series.ts";

/** A value as a template writes it. */
export function cloudFormationValue(value: string | ResourceValue): unknown {
  if (typeof value === "string") return value;
  const { logicalId, attribute, isIdInArn } = value;
  const whole = attribute === undefined ? { Ref: logicalId } : { "Fn::GetAtt": [logicalId, attribute] };
  return isIdInArn ? { "Fn::Select": [1, { "Fn::Split": ["/", whole] }] } : whole;
}

import { z } from "zod";
import { defaultRetryPolicy, type RuleTarget } from "../rule.ts";

/** CloudFormation passes numbers as texts at times. */
const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

/** The members of a target that have an effect here: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html */
export const Target = z.looseObject({
  Id: z
    .string()
    .max(64)
    .regex(/^[.\-_A-Za-z0-9]+$/),
  Arn: z.string().max(1_600),
  RoleArn: z.string().nullish(),
  Input: z.string().max(8_192).nullish(),
  InputPath: z.string().max(256).nullish(),
  InputTransformer: z
    .object({
      InputPathsMap: z.record(z.string(), z.string().max(256)).nullish(),
      InputTemplate: z.string().min(1).max(8_192),
    })
    .nullish(),
  RetryPolicy: z
    .object({
      MaximumRetryAttempts: whole(0, 185).nullish(),
      MaximumEventAgeInSeconds: whole(60, 86_400).nullish(),
    })
    .nullish(),
  DeadLetterConfig: z.object({ Arn: z.string().nullish() }).nullish(),
  KinesisParameters: z.object({ PartitionKeyPath: z.string() }).nullish(),
  SqsParameters: z.object({ MessageGroupId: z.string().nullish() }).nullish(),
});

/** A target as requests and templates give it. */
export type Target = z.infer<typeof Target>;

/** A target as rules keep it. */
export function ruleTargetOf(target: Target): RuleTarget {
  const { RetryPolicy, InputTransformer, DeadLetterConfig, KinesisParameters, SqsParameters } = target;
  return {
    id: target.Id,
    arn: target.Arn,
    maximumRetryAttempts: RetryPolicy?.MaximumRetryAttempts ?? defaultRetryPolicy.maximumRetryAttempts,
    maximumEventAgeSeconds: RetryPolicy?.MaximumEventAgeInSeconds ?? defaultRetryPolicy.maximumEventAgeSeconds,
    ...(target.RoleArn ? { roleArn: target.RoleArn } : {}),
    ...(target.Input === undefined || target.Input === null ? {} : { input: target.Input }),
    ...(target.InputPath ? { inputPath: target.InputPath } : {}),
    ...(InputTransformer
      ? { inputTransformer: { paths: InputTransformer.InputPathsMap ?? {}, template: InputTransformer.InputTemplate } }
      : {}),
    ...(DeadLetterConfig?.Arn ? { deadLetterArn: DeadLetterConfig.Arn } : {}),
    ...(KinesisParameters ? { partitionKeyPath: KinesisParameters.PartitionKeyPath } : {}),
    ...(SqsParameters?.MessageGroupId ? { messageGroupId: SqsParameters.MessageGroupId } : {}),
  };
}

/** A target as ListTargetsByRule answers it. */
export function describeTarget(target: RuleTarget) {
  return {
    Id: target.id,
    Arn: target.arn,
    RoleArn: target.roleArn,
    Input: target.input,
    InputPath: target.inputPath,
    InputTransformer: target.inputTransformer && {
      InputPathsMap: target.inputTransformer.paths,
      InputTemplate: target.inputTransformer.template,
    },
    RetryPolicy: {
      MaximumRetryAttempts: target.maximumRetryAttempts,
      MaximumEventAgeInSeconds: target.maximumEventAgeSeconds,
    },
    DeadLetterConfig: target.deadLetterArn && { Arn: target.deadLetterArn },
    KinesisParameters: target.partitionKeyPath && { PartitionKeyPath: target.partitionKeyPath },
    SqsParameters: target.messageGroupId && { MessageGroupId: target.messageGroupId },
  };
}

import type { ResourceType } from "./resource-type.ts";
import { cloudwatchAlarm, cloudwatchCompositeAlarm, cloudwatchDashboard } from "./resources/cloudwatch.ts";
import { connectResource, connectTypes } from "./resources/connect.ts";
import { dynamodbTable } from "./resources/dynamodb-table.ts";
import { eventBus, eventsRule } from "./resources/events.ts";
import { httpApi, httpApiIntegration, httpApiRoute, httpApiStage } from "./resources/http-api.ts";
import { kinesisStream } from "./resources/kinesis-stream.ts";
import { lambdaEventInvokeConfig } from "./resources/lambda-event-invoke-config.ts";
import { lambdaEventSourceMapping } from "./resources/lambda-event-source-mapping.ts";
import { lambdaFunction } from "./resources/lambda-function.ts";
import { lambdaVersion } from "./resources/lambda-version.ts";
import { logGroup } from "./resources/log-group.ts";
import { s3Bucket } from "./resources/s3-bucket.ts";
import { schedulerSchedule } from "./resources/scheduler-schedule.ts";
import { secret } from "./resources/secret.ts";
import { snsTopic } from "./resources/sns-topic.ts";
import { sqsQueue } from "./resources/sqs-queue.ts";
import { stateMachine } from "./resources/state-machine.ts";

/** The types of CloudFormation resources that the local stack creates. */
export const resourceTypes: ReadonlyMap<string, ResourceType> = new Map<string, ResourceType>([
  ["AWS::ApiGatewayV2::Api", httpApi],
  ["AWS::ApiGatewayV2::Integration", httpApiIntegration],
  ["AWS::ApiGatewayV2::Route", httpApiRoute],
  ["AWS::ApiGatewayV2::Stage", httpApiStage],
  ["AWS::CloudWatch::Alarm", cloudwatchAlarm],
  ["AWS::CloudWatch::CompositeAlarm", cloudwatchCompositeAlarm],
  ["AWS::CloudWatch::Dashboard", cloudwatchDashboard],
  ["AWS::DynamoDB::Table", dynamodbTable],
  ["AWS::Events::EventBus", eventBus],
  ["AWS::Events::Rule", eventsRule],
  ["AWS::Kinesis::Stream", kinesisStream],
  ["AWS::Lambda::EventInvokeConfig", lambdaEventInvokeConfig],
  ["AWS::Lambda::EventSourceMapping", lambdaEventSourceMapping],
  ["AWS::Lambda::Function", lambdaFunction],
  ["AWS::Lambda::Version", lambdaVersion],
  ["AWS::Logs::LogGroup", logGroup],
  ["AWS::S3::Bucket", s3Bucket],
  ["AWS::SecretsManager::Secret", secret],
  ["AWS::SNS::Topic", snsTopic],
  ["AWS::SQS::Queue", sqsQueue],
  ["AWS::Scheduler::Schedule", schedulerSchedule],
  ["AWS::StepFunctions::StateMachine", stateMachine],
  ...connectTypes.map((type): [string, ResourceType] => [type, connectResource]),
]);

/** Types that say who may do what. The local stack lets everybody do everything, so they have no effect. */
const permissionTypes = [
  /^AWS::IAM::/,
  /^AWS::Lambda::Permission$/,
  /^AWS::SQS::QueuePolicy$/,
  /^AWS::S3::BucketPolicy$/,
  /^AWS::SNS::TopicPolicy$/,
  /^AWS::Events::EventBusPolicy$/,
  /^AWS::Logs::ResourcePolicy$/,
];

/** Why a type that is not in {@link resourceTypes} has no effect. */
export function whyWithoutEffect(type: string): string {
  if (permissionTypes.some((pattern) => pattern.test(type))) return "permissions are not enforced";
  return "the local stack has no such resource; it has a name and does nothing";
}

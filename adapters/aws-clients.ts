import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { ComprehendClient } from "@aws-sdk/client-comprehend";
import { ConnectClient } from "@aws-sdk/client-connect";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { KinesisClient } from "@aws-sdk/client-kinesis";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** A caller may be waiting behind any call: one try takes at most two seconds, and there are three. */
const patience = { maxAttempts: 3, requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000 } };

/** Waiting for a run of the utterance machine takes as long as the machine may take (30 s) and is never tried twice by the SDK. */
const syncRunPatience = { maxAttempts: 1, requestHandler: { connectionTimeout: 1_000, requestTimeout: 35_000 } };

/** The machine tries sentiment again and then goes on without it, so the SDK does not: an outage must not keep the caller waiting. */
const noPatience = { maxAttempts: 1, requestHandler: { connectionTimeout: 500, requestTimeout: 1_000 } };

/** Makes the client of one service; called at cold start by the handler that needs it, so that a bundle holds no other. */
export const comprehendClient = () => new ComprehendClient(noPatience);

/** See {@link comprehendClient}. */
export const cloudWatchClient = () => new CloudWatchClient(patience);

/** See {@link comprehendClient}. */
export const connectClient = () => new ConnectClient(patience);

/** See {@link comprehendClient}. */
export const dynamoClient = () =>
  DynamoDBDocumentClient.from(new DynamoDBClient(patience), { marshallOptions: { removeUndefinedValues: true } });

/** See {@link comprehendClient}. */
export const eventBridgeClient = () => new EventBridgeClient(patience);

/**
 * See {@link comprehendClient}. With settings of its own the SDK keeps one HTTP/2 connection; left to itself it opens a new one, TLS handshake and all,
 * for each record (`disableConcurrentStreams` in its runtimeConfig).
 */
export const kinesisClient = () => new KinesisClient({ maxAttempts: 3, requestHandler: { requestTimeout: 5_000 } });

/** See {@link comprehendClient}. For the settings of functions; nothing is invoked through it. */
export const lambdaSettingsClient = () => new LambdaClient(patience);

/** See {@link comprehendClient}. */
export const logsClient = () => new CloudWatchLogsClient(patience);

/** Waiting for a function takes as long as one that answers a flow or an event may take (8 s); the SDK never tries it twice. */
export const lambdaClient = () =>
  new LambdaClient({ maxAttempts: 1, requestHandler: { connectionTimeout: 1_000, requestTimeout: 10_000 } });

/** See {@link comprehendClient}. */
export const s3Client = () =>
  new S3Client({ ...patience, requestHandler: { connectionTimeout: 1_000, requestTimeout: 10_000 } });

/** See {@link comprehendClient}. */
export const stepFunctionsClient = () => new SFNClient(patience);

/** As {@link stepFunctionsClient}, for runs that are waited for. */
export const stepFunctionsSyncClient = () => new SFNClient(syncRunPatience);

/** See {@link comprehendClient}. */
export const sqsClient = () => new SQSClient(patience);

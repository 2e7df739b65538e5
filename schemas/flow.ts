import { z } from "zod";

/** The customer's audio as a flow sees it once media streaming has started. Times are epoch milliseconds as text; fragment numbers are long decimals, kept as text. */
export const CustomerAudio = z.object({
  StreamARN: z.string().min(1),
  StartTimestamp: z.string().regex(/^\d+$/),
  StartFragmentNumber: z.string().regex(/^\d+$/),
  StopTimestamp: z.string().nullish(),
  StopFragmentNumber: z.string().nullish(),
});

/**
 * What Amazon Connect sends to a Lambda function that a flow invokes.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/connect-lambda-functions.html
 */
export const FlowEvent = z.object({
  Name: z.literal("ContactFlowEvent"),
  Details: z.object({
    ContactData: z.object({
      ContactId: z.string().min(1),
      InitialContactId: z.string().nullish(),
      PreviousContactId: z.string().nullish(),
      Channel: z.string().min(1),
      InitiationMethod: z.string().nullish(),
      InstanceARN: z.string().min(1),
      LanguageCode: z.string().nullish(),
      /** The caller's number; read for the caller's key only, and neither kept nor logged. */
      CustomerEndpoint: z.object({ Address: z.string().nullish(), Type: z.string().nullish() }).nullish(),
      /** The queue that the contact was put into, if any. */
      Queue: z.looseObject({ ARN: z.string() }).nullish(),
      Attributes: z.record(z.string(), z.string()).default({}),
      MediaStreams: z.object({ Customer: z.object({ Audio: CustomerAudio.nullish() }).nullish() }).nullish(),
    }),
    Parameters: z.record(z.string(), z.string()).default({}),
  }),
});
export type FlowEvent = z.infer<typeof FlowEvent>;

/** The answer to a flow: a flat map of strings (`STRING_MAP`), under 32 KB. */
export const FlowReply = z.record(z.string(), z.string());
export type FlowReply = z.infer<typeof FlowReply>;

/**
 * What `flow/next-action` answers. `action`: `say` (play `message`, then ask again), `listen` (ask again at once), `transfer` (to `queueArn`),
 * `end` (play `message`, hang up). `cursor` and `silence` go back as parameters of the next call.
 */
export const NextActionReply = z.object({
  action: z.enum(["say", "listen", "transfer", "end"]),
  message: z.string(),
  queueArn: z.string(),
  cursor: z.string().regex(/^\d+$/),
  silence: z.string().regex(/^\d+$/),
  /** In which the flow goes on, and whose voice it takes: the main dialect of a served language, e.g. `en-US`. */
  language: z.string().min(1),
});
export type NextActionReply = z.infer<typeof NextActionReply>;

/** What `flow/queue-status` answers. `offer`: `yes` when `message` asks the caller for a key, 1 to be called back, 2 to go on waiting. */
export const QueueStatusReply = z.object({ message: z.string().min(1), offer: z.enum(["yes", "no"]) });
export type QueueStatusReply = z.infer<typeof QueueStatusReply>;

/** What `flow/accept-callback` answers: the goodbye. */
export const AcceptCallbackReply = z.object({ message: z.string().min(1) });
export type AcceptCallbackReply = z.infer<typeof AcceptCallbackReply>;

/**
 * What `flow/take-survey-answer` answers. `action`: `ask` (play `message`, take a key), `thank` (play `message`, hang up), `end` (hang up).
 * `question`, `tries` and `askedAt` (when the question was first asked, ISO 8601, empty without one) go back with the key, or with the news that there is none.
 */
export const TakeSurveyAnswerReply = z.object({
  action: z.enum(["ask", "thank", "end"]),
  message: z.string(),
  question: z.string(),
  tries: z.string().regex(/^\d+$/),
  askedAt: z.string(),
});
export type TakeSurveyAnswerReply = z.infer<typeof TakeSurveyAnswerReply>;

import { setTimeout as sleep } from "node:timers/promises";
import { KinesisVideoClient } from "@aws-sdk/client-kinesis-video";
import { TranscribeStreamingClient } from "@aws-sdk/client-transcribe-streaming";
import { z } from "zod";
import { dynamoClient, kinesisClient } from "../../../adapters/aws-clients.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createSegmentSink } from "../../../adapters/kinesis-segment-sink.ts";
import { createMediaSource } from "../../../adapters/kinesis-video-media-source.ts";
import { createSpeechToText } from "../../../adapters/transcribe-speech-to-text.ts";
import { isOver } from "../../../domain/contact/contact-facts.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { TranscribeMediaInput } from "../../../schemas/media.ts";
import { SpokenLanguages } from "./spoken-languages.ts";
import { transcribeMedia } from "./step.ts";
import { awsSettings } from "./transcription-dependencies.ts";

const marginMs = z.coerce.number().int().positive().default(awsSettings.handOverMarginMs);
const env = environment(
  z.object({
    LEDGER_TABLE: z.string(),
    SEGMENT_STREAM: z.string(),
    HANDOVER_MARGIN_MS: marginMs,
    SPOKEN_LANGUAGES: SpokenLanguages,
  }),
);
const { readRecord } = createContactLedger(dynamoClient(), env.LEDGER_TABLE);
const wait = (milliseconds: number) => sleep(milliseconds);

/** Turns a contact's live media into segments. */
export const handler = step({
  service: "contact.transcribe-media",
  input: TranscribeMediaInput,
  dependencies: {
    ...createMediaSource(new KinesisVideoClient()),
    ...createSpeechToText(new TranscribeStreamingClient()),
    ...createSegmentSink(kinesisClient(), env.SEGMENT_STREAM, wait),
    isContactOver: async (contactId: string) => isOver((await readRecord(contactId))?.facts ?? {}),
    now: Date.now,
    sleep: wait,
    settings: { ...awsSettings, handOverMarginMs: env.HANDOVER_MARGIN_MS, spokenLanguages: env.SPOKEN_LANGUAGES },
  },
  run: transcribeMedia,
});

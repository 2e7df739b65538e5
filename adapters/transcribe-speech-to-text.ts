import {
  type AudioStream,
  type LanguageCode,
  type Result,
  StartStreamTranscriptionCommand,
  type TranscribeStreamingClient,
  type TranscriptResultStream,
} from "@aws-sdk/client-transcribe-streaming";
import type { SpeechLine, SpeechToText, Transcript } from "../ports/speech-to-text.ts";
import { type Fault, type FaultName, transient } from "../runtime/faults.ts";
import { AudioQueue } from "./audio-queue.ts";
import { faultOf } from "./aws-faults.ts";

/** Errors of Transcribe streaming with a fault of their own (https://docs.aws.amazon.com/transcribe/latest/APIReference/API_streaming_StartStreamTranscription.html#API_streaming_StartStreamTranscription_Errors). */
const faults: Readonly<Record<string, FaultName>> = {
  BadRequestException: "Rejected",
  ResourceNotFoundException: "Rejected",
  // A new stream with the same session id ends the running one: whoever is left behind tries again later.
  ConflictException: "Transient",
  LimitExceededException: "Transient",
  InternalFailureException: "Transient",
  ServiceUnavailableException: "Transient",
};

/** How long the service may take to answer that a line is open, in milliseconds. */
const openTimeoutMs = 10_000;

/**
 * Speaks to Amazon Transcribe streaming: one session for both sides of a call, told apart by channel (https://docs.aws.amazon.com/transcribe/latest/dg/channel-id.html).
 * Partial results are stabilised, so that a live display does not flicker.
 */
export function createSpeechToText(client: TranscribeStreamingClient): SpeechToText {
  return {
    async openLine({ sessionId, languageCode }) {
      const audio = new AudioQueue();
      const request = new StartStreamTranscriptionCommand({
        LanguageCode: asLanguageCode(languageCode),
        MediaEncoding: "pcm",
        MediaSampleRateHertz: 8_000,
        EnableChannelIdentification: true,
        NumberOfChannels: 2,
        EnablePartialResultsStabilization: true,
        PartialResultsStability: "medium",
        SessionId: sessionId,
        AudioStream: eventsOf(audio),
      });
      try {
        const { TranscriptResultStream } = await client.send(request, {
          abortSignal: AbortSignal.timeout(openTimeoutMs),
        });
        if (!TranscriptResultStream) throw transient("Amazon Transcribe opened no result stream");
        return new TranscribeLine(audio, TranscriptResultStream);
      } catch (error) {
        audio.close();
        throw translate(error);
      }
    },
  };
}

/** A line over one HTTP/2 stream. */
class TranscribeLine implements SpeechLine {
  readonly #audio: AudioQueue;
  readonly #results: AsyncIterable<TranscriptResultStream>;
  #fault: Fault | undefined;

  constructor(audio: AudioQueue, results: AsyncIterable<TranscriptResultStream>) {
    this.#audio = audio;
    this.#results = results;
  }

  async send(samples: Int16Array): Promise<void> {
    if (this.#fault) throw this.#fault;
    await this.#audio.push(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
  }

  end(): void {
    this.#audio.end();
  }

  close(): void {
    this.#audio.close();
  }

  get transcripts(): AsyncIterable<Transcript> {
    return this.#read();
  }

  async *#read(): AsyncGenerator<Transcript> {
    try {
      for await (const event of this.#results) {
        for (const result of event.TranscriptEvent?.Transcript?.Results ?? []) {
          const transcript = transcriptOf(result);
          if (transcript) yield transcript;
        }
      }
    } catch (error) {
      this.#fault = translate(error);
      throw this.#fault;
    } finally {
      this.#audio.close();
    }
  }
}

async function* eventsOf(audio: AudioQueue): AsyncGenerator<AudioStream> {
  for await (const chunk of audio) yield { AudioEvent: { AudioChunk: chunk } };
}

/** Undefined for a result without words, as the service sends for sound in which it finds none. */
function transcriptOf(result: Result): Transcript | undefined {
  const [best] = result.Alternatives ?? [];
  const text = best?.Transcript?.trim() ?? "";
  if (text === "" || result.ResultId === undefined) return undefined;
  const confidences = (best?.Items ?? []).flatMap((item) => (item.Confidence === undefined ? [] : [item.Confidence]));
  return {
    resultId: result.ResultId,
    channel: result.ChannelId === "ch_1" ? 1 : 0,
    isPartial: result.IsPartial ?? false,
    beginMs: Math.round((result.StartTime ?? 0) * 1_000),
    endMs: Math.round((result.EndTime ?? 0) * 1_000),
    text,
    confidence: confidences.length === 0 ? 1 : confidences.reduce((sum, one) => sum + one, 0) / confidences.length,
  };
}

/** The SDK's type lists the languages of its day; the service knows which it hears, and refuses the others by name. */
function asLanguageCode(languageCode: string): LanguageCode {
  return languageCode as LanguageCode;
}

function translate(error: unknown): Fault {
  return faultOf(error, "transcribe the contact's audio with Amazon Transcribe", faults);
}

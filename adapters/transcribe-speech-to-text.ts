import {
  type AudioStream,
  LanguageCode,
  type Result,
  StartStreamTranscriptionCommand,
  type StartStreamTranscriptionCommandOutput,
  type TranscribeStreamingClient,
} from "@aws-sdk/client-transcribe-streaming";
import { determined } from "../domain/language/spoken-languages.ts";
import type { SpeechLine, SpeechToText, Transcript } from "../ports/speech-to-text.ts";
import { type Fault, type FaultName, rejected, transient } from "../runtime/faults.ts";
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

/** Once a line is open, a bad request is about the audio, e.g. that none came for 15 s: a new line may do better. */
const faultsOfOpenLine: Readonly<Record<string, FaultName>> = { ...faults, BadRequestException: "Transient" };

/** How long the service may take to answer that a line is open, in milliseconds. */
const openTimeoutMs = 10_000;

/**
 * Speaks to Amazon Transcribe streaming: one session for both sides of a call, told apart by channel (https://docs.aws.amazon.com/transcribe/latest/dg/channel-id.html).
 * Partial results are stabilised, so that a live display does not flicker.
 */
export function createSpeechToText(client: TranscribeStreamingClient): SpeechToText {
  return {
    async openLine({ sessionId, languageCode, alsoSpoken = [] }) {
      const language = languageOf(languageCode, alsoSpoken);
      const audio = new AudioQueue();
      const giveUp = new AbortController();
      const timer = setTimeout(() => giveUp.abort(), openTimeoutMs);
      const request = new StartStreamTranscriptionCommand({
        ...language,
        MediaEncoding: "pcm",
        MediaSampleRateHertz: 8_000,
        EnableChannelIdentification: true,
        NumberOfChannels: 2,
        EnablePartialResultsStabilization: true,
        PartialResultsStability: "medium",
        SessionId: sessionId,
        AudioStream: eventsOf(audio),
      });
      const answered = whenAnswered(request);
      const response = client.send(request, { abortSignal: giveUp.signal });
      try {
        await Promise.race([answered, response]);
        return new TranscribeLine(audio, response, giveUp);
      } catch (error) {
        audio.close();
        throw giveUp.signal.aborted
          ? transient(`Amazon Transcribe did not open a line within ${openTimeoutMs} ms`, { cause: error })
          : faultOf(error, "open a line to Amazon Transcribe", faults);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/**
 * Settles when the service has accepted the request. The SDK's own promise settles with the first event only (deserializeEventStream of @smithy/core
 * 3.41 reads one ahead), and the service sends none before it has heard something.
 */
function whenAnswered(request: StartStreamTranscriptionCommand): Promise<void> {
  return new Promise((resolve) => {
    request.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        const status: unknown = Reflect.get(Object(result.response), "statusCode");
        if (typeof status === "number" && status < 300) resolve();
        return result;
      },
      { step: "deserialize", priority: "low", name: "whenAnswered" },
    );
  });
}

/** A line over one HTTP/2 stream. */
class TranscribeLine implements SpeechLine {
  readonly #audio: AudioQueue;
  readonly #response: Promise<StartStreamTranscriptionCommandOutput>;
  readonly #giveUp: AbortController;
  #fault: Fault | undefined;

  constructor(audio: AudioQueue, response: Promise<StartStreamTranscriptionCommandOutput>, giveUp: AbortController) {
    this.#audio = audio;
    this.#response = response;
    this.#giveUp = giveUp;
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
    this.#giveUp.abort();
  }

  get transcripts(): AsyncIterable<Transcript> {
    return this.#read();
  }

  async *#read(): AsyncGenerator<Transcript> {
    try {
      const { TranscriptResultStream } = await this.#response;
      for await (const event of TranscriptResultStream ?? []) {
        for (const result of event.TranscriptEvent?.Transcript?.Results ?? []) {
          const transcript = transcriptOf(result);
          if (transcript) yield transcript;
        }
      }
    } catch (error) {
      this.#fault = faultOf(error, "transcribe with Amazon Transcribe", faultsOfOpenLine);
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
    ...(result.LanguageCode !== undefined && { languageCode: result.LanguageCode }),
    confidence: confidences.length === 0 ? 1 : confidences.reduce((sum, one) => sum + one, 0) / confidences.length,
  };
}

/**
 * One language, or several that the service shall tell apart from utterance to utterance; the likeliest is named as preferred, which makes it faster
 * (https://docs.aws.amazon.com/transcribe/latest/dg/lang-id-stream.html).
 */
function languageOf(languageCode: string, alsoSpoken: readonly string[]) {
  const known = determined(languageCode);
  const preferred = known === undefined ? undefined : languageNamed(known);
  const others = alsoSpoken.map(languageNamed);
  if (preferred !== undefined && others.length === 0) return { LanguageCode: preferred };
  return {
    IdentifyMultipleLanguages: true,
    LanguageOptions: [...(preferred === undefined ? [] : [preferred]), ...others].join(","),
    ...(preferred !== undefined && { PreferredLanguage: preferred }),
  };
}

/**
 * The language as the SDK's type has it.
 * @throws Rejected for a language that Amazon Transcribe does not know
 */
function languageNamed(languageCode: string): LanguageCode {
  const known = Object.values(LanguageCode).find((code) => code === languageCode);
  if (known === undefined) {
    throw rejected(`languageCode: Amazon Transcribe streaming has no language "${languageCode}"; give one like ko-KR`);
  }
  return known;
}

import { ServiceError, type ServiceRequest, type ServiceResponse } from "../gateway/service.ts";
import type { Hearing, SpeechSession, SpeechSessionOptions } from "../speech/speech-engine.ts";
import { decodeMessage, encodeMessage, readMessages } from "./event-stream.ts";
import { badRequest, sessionHeaders } from "./session-request.ts";
import { transcriptEvent } from "./transcript-event.ts";

/** Longest chunk of audio the service takes, in milliseconds (https://docs.aws.amazon.com/transcribe/latest/dg/streaming.html). */
const longestChunkMs = 1_000;

/** One running stream: audio events in, transcript events out, over one HTTP/2 exchange. */
export class TranscriptionSession {
  readonly #request: ServiceRequest;
  readonly #response: ServiceResponse;
  readonly #speech: SpeechSession;
  readonly #options: SpeechSessionOptions;
  readonly #silenceLimitMs: number;
  #silence: NodeJS.Timeout | undefined;
  #isOver = false;
  readonly #over = Promise.withResolvers<void>();

  /** @param silenceLimitMs wall time without audio after which the stream ends with BadRequestException */
  constructor(
    exchange: { readonly request: ServiceRequest; readonly response: ServiceResponse },
    speech: SpeechSession,
    options: SpeechSessionOptions,
    silenceLimitMs: number,
  ) {
    this.#request = exchange.request;
    this.#response = exchange.response;
    this.#speech = speech;
    this.#options = options;
    this.#silenceLimitMs = silenceLimitMs;
  }

  /** Answers, and hears until the audio ends, the client goes away or an error ends the stream. Never rejects. */
  async run(): Promise<void> {
    this.#response.writeHead(200, {
      "content-type": "application/vnd.amazon.eventstream",
      ...sessionHeaders(this.#options),
    });
    this.#response.on("close", () => this.#finish());
    this.#watchSilence();
    await Promise.race([this.#hearAll(), this.#over.promise]);
  }

  async #hearAll(): Promise<void> {
    try {
      for await (const message of readMessages(this.#request)) {
        if (this.#isOver) return;
        if (message.body.length === 0) break;
        await this.#hear(decodeMessage(message.body).body);
      }
      if (!this.#isOver) this.#tell(await this.#speech.end());
      this.#finish();
    } catch (error) {
      this.fail(
        error instanceof ServiceError ? error : new ServiceError("InternalFailureException", String(error), 500),
      );
    }
  }

  /** Ends the stream with an exception event. */
  fail(error: ServiceError): void {
    if (this.#isOver) return;
    this.#response.write(encodeMessage("exception", error.name, { Message: error.message }));
    this.#finish();
  }

  async #hear(pcm: Uint8Array): Promise<void> {
    const { sampleRateHz, channels } = this.#options;
    const frameBytes = 2 * channels;
    const chunkMs = (pcm.length / frameBytes / sampleRateHz) * 1_000;
    if (pcm.length % frameBytes !== 0 || chunkMs > longestChunkMs) {
      throw badRequest(
        `An audio chunk must hold whole samples of all ${channels} channels and at most ${longestChunkMs} ms; it has ${pcm.length} bytes.`,
      );
    }
    if (pcm.length === 0) return;
    this.#watchSilence();
    const bytes = new Uint8Array(pcm);
    this.#tell(await this.#speech.write(new Int16Array(bytes.buffer)));
  }

  #tell(hearings: readonly Hearing[]): void {
    if (this.#isOver || hearings.length === 0) return;
    this.#response.write(encodeMessage("event", "TranscriptEvent", transcriptEvent(hearings, this.#options.channels)));
  }

  #watchSilence(): void {
    clearTimeout(this.#silence);
    if (this.#isOver) return;
    this.#silence = setTimeout(() => {
      this.fail(badRequest(`No audio has come for ${this.#silenceLimitMs / 1_000} seconds; the stream has timed out.`));
    }, this.#silenceLimitMs);
  }

  #finish(): void {
    clearTimeout(this.#silence);
    if (this.#isOver) return;
    this.#isOver = true;
    this.#speech.close();
    this.#response.end();
    // What the client still sends is let run dry, so that its side of the exchange can end.
    this.#request.resume();
    this.#over.resolve();
  }
}

import type { Clock } from "../clock.ts";
import { ServiceError, type ServiceRequest, type ServiceResponse } from "../gateway/service.ts";
import type { Hearing, SpeechSession, SpeechSessionOptions } from "../speech/speech-engine.ts";
import { holdTime } from "../virtual-clock.ts";
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
  readonly #clock: Clock;
  readonly #silenceLimitMs: number;
  #lastAudioAt = 0;
  readonly #over = new AbortController();

  /** @param silenceLimitMs time without audio after which the stream ends with BadRequestException */
  constructor(
    exchange: { readonly request: ServiceRequest; readonly response: ServiceResponse },
    speech: SpeechSession,
    options: SpeechSessionOptions,
    clock: Clock,
    silenceLimitMs: number,
  ) {
    this.#request = exchange.request;
    this.#response = exchange.response;
    this.#speech = speech;
    this.#options = options;
    this.#clock = clock;
    this.#silenceLimitMs = silenceLimitMs;
  }

  get #isOver(): boolean {
    return this.#over.signal.aborted;
  }

  /** Answers, and hears until the audio ends, the client goes away or an error ends the stream. Never rejects. */
  async run(): Promise<void> {
    this.#response.writeHead(200, {
      "content-type": "application/vnd.amazon.eventstream",
      ...sessionHeaders(this.#options),
    });
    this.#response.on("close", () => this.#finish());
    this.#lastAudioAt = this.#clock.now();
    await Promise.race([this.#hearAll(), this.#watchSilence()]);
  }

  async #hearAll(): Promise<void> {
    try {
      for await (const message of readMessages(this.#request)) {
        if (this.#isOver) return;
        if (message.body.length === 0) break;
        await this.#hear(decodeMessage(message.body).body);
      }
      if (!this.#isOver) this.#tell(await this.#working(this.#speech.end()));
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
    this.#lastAudioAt = this.#clock.now();
    const bytes = new Uint8Array(pcm);
    this.#tell(await this.#working(this.#speech.write(new Int16Array(bytes.buffer))));
  }

  /** Recognisers work in threads of their own, which takes no simulated time. */
  #working(hearings: Promise<Hearing[]>): Promise<Hearing[]> {
    return holdTime(this.#clock, "speech recognition", hearings);
  }

  #tell(hearings: readonly Hearing[]): void {
    if (this.#isOver || hearings.length === 0) return;
    this.#response.write(encodeMessage("event", "TranscriptEvent", transcriptEvent(hearings, this.#options.channels)));
  }

  /** Ends the stream when no audio has come for too long; returns when the stream is over. */
  async #watchSilence(): Promise<void> {
    for (
      let left = this.#silenceLimitMs;
      left > 0;
      left = this.#lastAudioAt + this.#silenceLimitMs - this.#clock.now()
    ) {
      await this.#clock.sleep(left, this.#over.signal).catch(() => undefined);
      if (this.#isOver) return;
    }
    this.fail(badRequest(`No audio has come for ${this.#silenceLimitMs / 1_000} seconds; the stream has timed out.`));
  }

  #finish(): void {
    if (this.#isOver) return;
    this.#over.abort();
    this.#speech.close();
    this.#response.end();
    // What the client still sends is let run dry, so that its side of the exchange can end.
    this.#request.resume();
  }
}

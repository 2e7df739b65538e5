import { type Clock, wallClock } from "../clock.ts";
import { sendError } from "../gateway/json-protocol.ts";
import { type LocalService, ServiceError, type ServiceRequest, type ServiceResponse } from "../gateway/service.ts";
import type { SpeechEngine, SpeechSession, SpeechSessionOptions } from "../speech/speech-engine.ts";
import { holdTime } from "../virtual-clock.ts";
import { badRequest, readSessionRequest } from "./session-request.ts";
import { TranscriptionSession } from "./transcription-session.ts";

/** How the local Amazon Transcribe behaves. */
export interface TranscribeServiceOptions {
  readonly engine: SpeechEngine;
  /** Streams that may run at once; 25 unless told, as the service's quota is at first. */
  readonly maxStreams?: number;
  readonly clock?: Clock;
  /** Time without audio that ends a stream; 15 s unless told. */
  readonly silenceLimitMs?: number;
}

/** The local Amazon Transcribe, with what tests and operators may ask of it. */
export interface TranscribeService extends LocalService {
  /** The engine's name, as it must be shown beside every transcript. */
  readonly engineName: string;
  /** Streams that run now. */
  streams(): number;
  /** Refuses the next streams with LimitExceededException. */
  throttleNext(count: number): void;
  /** Ends all running streams with this exception, e.g. `InternalFailureException`. */
  breakStreams(name: string): void;
}

/**
 * Serves StartStreamTranscription over HTTP/2 event streams (https://docs.aws.amazon.com/transcribe/latest/dg/streaming-http2.html). A second stream with
 * the session id of a running one ends that one with ConflictException.
 */
export function createTranscribeService(options: TranscribeServiceOptions): TranscribeService {
  const { engine, clock = wallClock, maxStreams = 25, silenceLimitMs = 15_000 } = options;
  const sessions = new Map<string, TranscriptionSession>();
  let refusals = 0;
  let opening = 0;

  const refuseIfBusy = (sessionId: string) => {
    const isThrottled = refusals > 0;
    if (isThrottled) refusals -= 1;
    if (isThrottled || (!sessions.has(sessionId) && sessions.size + opening >= maxStreams)) {
      throw new ServiceError("LimitExceededException", `No more than ${maxStreams} streams may run at once.`, 429);
    }
  };

  const start = async (exchange: { request: ServiceRequest; response: ServiceResponse }) => {
    const asked = readSessionRequest(exchange.request);
    refuseIfBusy(asked.sessionId);
    opening += 1;
    const speech = await holdTime(clock, "opening a recogniser", openSpeech(engine, asked)).finally(() => {
      opening -= 1;
    });
    const conflict = new ServiceError("ConflictException", "A new stream has started with the same session ID.", 409);
    sessions.get(asked.sessionId)?.fail(conflict);
    const session = new TranscriptionSession(exchange, speech, asked, clock, silenceLimitMs);
    sessions.set(asked.sessionId, session);
    await session.run();
    if (sessions.get(asked.sessionId) === session) sessions.delete(asked.sessionId);
  };

  return {
    signingNames: ["transcribe"],
    engineName: engine.name,
    streams: () => sessions.size,
    throttleNext(count) {
      refusals += count;
    },
    breakStreams(name) {
      for (const session of sessions.values())
        session.fail(new ServiceError(name, "The stream was broken on purpose."));
    },
    async handle(request, response) {
      try {
        if (request.httpVersionMajor < 2 || request.method !== "POST" || request.url !== "/stream-transcription") {
          throw badRequest(
            `The local stack serves POST /stream-transcription over HTTP/2 only, not ${request.method} ${request.url}.`,
          );
        }
        await start({ request, response });
      } catch (error) {
        request.resume();
        sendError(response, error);
      }
    },
    async close() {
      for (const session of sessions.values())
        session.fail(new ServiceError("ServiceUnavailableException", "The local stack is closing.", 503));
      await engine.close();
    },
  };
}

/** What an engine refuses (a language or rate it does not hear) is the client's mistake; anything else is the engine's. */
async function openSpeech(engine: SpeechEngine, options: SpeechSessionOptions): Promise<SpeechSession> {
  try {
    return await engine.open(options);
  } catch (error) {
    const isRefusal = error instanceof Error && (error instanceof RangeError || error.name === "BadRequestException");
    if (isRefusal) throw badRequest(error.message);
    throw new ServiceError("InternalFailureException", error instanceof Error ? error.message : String(error), 500);
  }
}

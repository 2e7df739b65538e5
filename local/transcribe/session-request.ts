import { randomUUID } from "node:crypto";
import { LanguageCode } from "@aws-sdk/client-transcribe-streaming";
import { ServiceError, type ServiceRequest } from "../gateway/service.ts";
import type { SpeechSessionOptions } from "../speech/speech-engine.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const languages: readonly string[] = Object.values(LanguageCode);

/**
 * Reads what a StartStreamTranscription request asks for from its headers
 * (https://docs.aws.amazon.com/transcribe/latest/APIReference/API_streaming_StartStreamTranscription.html).
 * @throws ServiceError `BadRequestException` naming the header that is missing or wrong
 */
export function readSessionRequest(request: ServiceRequest): SpeechSessionOptions {
  const header = (name: string) => {
    const value = request.headers[`x-amzn-transcribe-${name}`];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const language = readLanguages(header);
  const sampleRateHz = Number(header("sample-rate"));
  if (!Number.isInteger(sampleRateHz) || sampleRateHz < 8_000 || sampleRateHz > 48_000) {
    throw badRequest("MediaSampleRateHertz: must be a whole number from 8000 to 48000.");
  }
  if (header("media-encoding") !== "pcm") {
    throw badRequest("MediaEncoding: the local stack hears pcm only (signed 16-bit little-endian).");
  }
  const identifiesChannels = header("enable-channel-identification") === "true";
  const channels = Number(header("number-of-channels") ?? 1);
  if (identifiesChannels ? channels !== 2 : channels !== 1) {
    throw badRequest("NumberOfChannels: must be 2 with EnableChannelIdentification, and is not given without it.");
  }
  const sessionId = header("session-id") ?? randomUUID();
  if (!uuid.test(sessionId)) throw badRequest("SessionId: must be a UUID.");
  return { sessionId, ...language, sampleRateHz, channels };
}

/**
 * One language, or several to be told apart: exactly one way, at least two options, one dialect of each language, the preferred one among them
 * (https://docs.aws.amazon.com/transcribe/latest/dg/lang-id-stream.html).
 */
function readLanguages(
  header: (name: string) => string | undefined,
): Pick<SpeechSessionOptions, "languageCode" | "languageOptions"> {
  const languageCode = header("language-code");
  const identifies = header("identify-multiple-languages") === "true";
  if (header("identify-language") === "true") {
    throw badRequest(
      "IdentifyLanguage: the local stack identifies several languages (IdentifyMultipleLanguages) or none.",
    );
  }
  if (!identifies) {
    if (languageCode === undefined || !languages.includes(languageCode)) {
      throw badRequest(`LanguageCode: "${languageCode ?? ""}" is no language that streaming transcription supports.`);
    }
    return { languageCode };
  }
  if (languageCode !== undefined) throw badRequest("LanguageCode: is not given with IdentifyMultipleLanguages.");
  const options = (header("language-options") ?? "").split(",").map((code) => code.trim());
  const unknown = options.find((code) => !languages.includes(code));
  if (unknown !== undefined)
    throw badRequest(`LanguageOptions: "${unknown}" is no language that streaming transcription supports.`);
  if (options.length < 2) throw badRequest("LanguageOptions: must name at least two languages.");
  if (new Set(options.map((code) => code.split("-")[0])).size < options.length) {
    throw badRequest("LanguageOptions: must name one dialect of each language only.");
  }
  const preferred = header("preferred-language");
  if (preferred !== undefined && !options.includes(preferred)) {
    throw badRequest("PreferredLanguage: must be one of LanguageOptions.");
  }
  return { languageCode: preferred ?? options[0] ?? "", languageOptions: options };
}

/** The headers of the answer that tell what was understood of the request. */
export function sessionHeaders(options: SpeechSessionOptions): Record<string, string> {
  return {
    "x-amzn-request-id": randomUUID(),
    "x-amzn-transcribe-session-id": options.sessionId,
    ...(options.languageOptions === undefined
      ? { "x-amzn-transcribe-language-code": options.languageCode }
      : {
          "x-amzn-transcribe-identify-multiple-languages": "true",
          "x-amzn-transcribe-language-options": options.languageOptions.join(","),
        }),
    "x-amzn-transcribe-sample-rate": String(options.sampleRateHz),
    "x-amzn-transcribe-media-encoding": "pcm",
    "x-amzn-transcribe-enable-channel-identification": String(options.channels === 2),
    ...(options.channels === 2 ? { "x-amzn-transcribe-number-of-channels": "2" } : {}),
  };
}

/** A `BadRequestException` as the service answers it. */
export const badRequest = (message: string) => new ServiceError("BadRequestException", message, 400);

import { isContactLanguage } from "../../../domain/language/spoken-languages.ts";
import { PrecedingTexts } from "../../../domain/transcription/preceding-texts.ts";
import { Fault, rejected } from "../../../runtime/faults.ts";
import type { StepTools } from "../../../runtime/step.ts";
import type { MediaCheckpoint, TranscribeMediaInput, TranscribeMediaOutput } from "../../../schemas/media.ts";
import { Transcription } from "./transcription.ts";
import type { Note, TranscriptionDependencies } from "./transcription-dependencies.ts";

/** What the step uses of its tools. */
export interface TranscriptionTools {
  readonly metrics: Pick<StepTools["metrics"], "add">;
  readonly remainingMs: () => number;
}

/** Speech sessions that may fail in a row without getting anywhere. */
const restartsAllowed = 3;

/**
 * Transcribes a contact's media from its start, or from a checkpoint, until it is over or the run is; see README.md for what is promised at the seams.
 * A speech session that fails is begun again within the run, from the last point at which everything said was final.
 * @throws Transient, NotReady, Rejected (another contact's media, a language that is not heard) or ContractViolation (media damaged for good)
 */
export async function transcribeMedia(
  needs: TranscriptionDependencies,
  input: TranscribeMediaInput,
  tools: TranscriptionTools,
): Promise<TranscribeMediaOutput> {
  if (!isContactLanguage(input.languageCode)) {
    throw rejected(`languageCode: "${input.languageCode}" is not served; nothing could be kept of what was heard`);
  }
  const note: Note = (remark, count = 1) => {
    tools.metrics.add({ metric: remark, value: count, dimensions: {} });
  };
  const call = {
    contactId: input.contactId,
    languageCode: input.languageCode,
    streamArn: input.media.streamArn,
    startFragmentNumber: input.media.startFragmentNumber,
    startedAtMs: Date.parse(input.media.startedAt),
    finalIds: new Set<string>(),
    precedingTexts: new PrecedingTexts(),
    remainingMs: tools.remainingMs,
    note,
  };

  let from: MediaCheckpoint | undefined = input.checkpoint ?? undefined;
  for (let restarts = 0; ; restarts += 1) {
    const transcription = new Transcription(needs, call, from);
    try {
      const { state, checkpoint } = await transcription.run();
      if (state === "handover") note("HandOvers");
      return { state, checkpoint, finalSegments: input.finalSegments + call.finalIds.size };
    } catch (error) {
      const reached = transcription.safeCheckpoint();
      if ((reached?.mediaMs ?? 0) > (from?.mediaMs ?? 0)) restarts = 0;
      const hasTime = tools.remainingMs() > needs.settings.handOverMarginMs;
      if (!isTransient(error) || restarts >= restartsAllowed || !hasTime) throw error;
      from = reached;
      note("SpeechRestarts");
      await needs.sleep(500 * 2 ** restarts);
    }
  }
}

const isTransient = (error: unknown) => error instanceof Fault && error.name === "Transient";

import type { Transcription, TranscriptionRequest } from "./transcription.ts";

/** What a worker is started with. The first worker loads the weights; the others use its context. */
export interface WorkerStart {
  libraryPath: string;
  weightsPath: string;
  context: bigint | null;
}

/** Pool to worker. */
export type WorkerOrder =
  | { order: "transcribe"; request: TranscriptionRequest }
  | { order: "close"; freeContext: boolean };

/** Worker to pool: one answer an order. */
export type WorkerAnswer =
  | { answer: "ready"; context: bigint }
  | { answer: "transcribed"; transcription: Transcription }
  | { answer: "failed"; message: string }
  | { answer: "closed" };

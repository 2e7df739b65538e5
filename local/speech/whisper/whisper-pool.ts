import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { LocatedModels } from "../models/locate-models.ts";
import type { Transcription, TranscriptionRequest } from "./transcription.ts";
import type { WorkerAnswer, WorkerOrder, WorkerStart } from "./worker-messages.ts";

/** Recognises utterances away from the event loop. */
export interface WhisperPool {
  /** Requests with `isUrgent` (finals) go before the others (partials). Rejects when recognition fails or the pool closes. */
  transcribe(request: TranscriptionRequest, isUrgent: boolean): Promise<Transcription>;
  /** Whether a request would be begun at once. */
  isIdle(): boolean;
  /** Lets running requests finish, rejects waiting ones, and frees the native memory. */
  close(): Promise<void>;
}

interface Waiting {
  request: TranscriptionRequest;
  isUrgent: boolean;
  resolve(transcription: Transcription): void;
  reject(error: Error): void;
}

/** Starts `size` worker threads that share one copy of the weights. */
export async function startWhisperPool(models: LocatedModels, size: number): Promise<WhisperPool> {
  const first = await startWorker({ ...models, context: null });
  const others = Array.from({ length: size - 1 }, () => startWorker({ ...models, context: first.context }));
  const workers = [first, ...(await Promise.all(others))].map(({ worker }) => worker);
  const free = [...workers];
  const busy = new Map<Worker, Waiting>();
  const queue: Waiting[] = [];
  let isClosed = false;

  const settle = (worker: Worker, act: (job: Waiting) => void) => {
    const job = busy.get(worker);
    if (job === undefined) return;
    busy.delete(worker);
    act(job);
  };
  const dispatch = () => {
    while (free.length > 0 && queue.length > 0) {
      const urgent = queue.findIndex(({ isUrgent }) => isUrgent);
      const [job] = queue.splice(Math.max(0, urgent), 1);
      const worker = free.shift();
      if (job === undefined || worker === undefined) return;
      busy.set(worker, job);
      order(worker, { order: "transcribe", request: job.request });
    }
  };
  for (const worker of workers) {
    worker.on("message", (message: WorkerAnswer) => {
      if (message.answer === "transcribed") settle(worker, ({ resolve }) => resolve(message.transcription));
      if (message.answer === "failed") settle(worker, ({ reject }) => reject(new Error(message.message)));
      if (message.answer === "transcribed" || message.answer === "failed") free.push(worker);
      dispatch();
    });
    worker.on("error", (error) => settle(worker, ({ reject }) => reject(error)));
    worker.on("exit", () => settle(worker, ({ reject }) => reject(new Error("the recogniser's worker thread ended"))));
  }

  return {
    transcribe(request, isUrgent) {
      if (isClosed) return Promise.reject(new Error("the recogniser is closed"));
      return new Promise((resolve, reject) => {
        queue.push({ request, isUrgent, resolve, reject });
        dispatch();
      });
    },
    isIdle: () => free.length > 0 && queue.length === 0,
    async close() {
      if (isClosed) return;
      isClosed = true;
      for (const { reject } of queue.splice(0)) reject(new Error("the recogniser was closed"));
      // A worker takes orders in turn, so it closes when its request is done. The first holds the weights: it goes last.
      for (const worker of [...workers].reverse()) {
        const ended = once(worker, "exit");
        order(worker, { order: "close", freeContext: worker === first.worker });
        await ended;
      }
    },
  };
}

async function startWorker(start: WorkerStart): Promise<{ worker: Worker; context: bigint }> {
  const worker = new Worker(new URL("./whisper-worker.ts", import.meta.url), { workerData: start });
  worker.unref();
  const [message]: [WorkerAnswer] = await firstMessage(worker);
  if (message.answer !== "ready") throw new Error("the recogniser's worker thread did not start");
  return { worker, context: message.context };
}

async function firstMessage(worker: Worker): Promise<[WorkerAnswer]> {
  worker.ref();
  const [message] = await once(worker, "message");
  return [message];
}

function order(worker: Worker, message: WorkerOrder): void {
  worker.postMessage(message);
}

import { parentPort, workerData } from "node:worker_threads";
import { bindNativeLibrary } from "./native-library.ts";
import { transcribeSamples } from "./transcribe-samples.ts";
import type { WorkerAnswer, WorkerOrder, WorkerStart } from "./worker-messages.ts";

if (parentPort === null) throw new Error("whisper-worker.ts runs only as a worker thread");
const port = parentPort;
const start: WorkerStart = workerData;
const answer = (message: WorkerAnswer) => port.postMessage(message);

const native = bindNativeLibrary(start.libraryPath);
const context = start.context ?? native.loadContext(start.weightsPath);
const state = native.makeState(context);

port.on("message", (order: WorkerOrder) => {
  if (order.order === "close") {
    native.freeState(state);
    if (order.freeContext) native.freeContext(context);
    answer({ answer: "closed" });
    port.close();
    return;
  }
  try {
    answer({ answer: "transcribed", transcription: transcribeSamples(native, context, state, order.request) });
  } catch (error) {
    answer({ answer: "failed", message: error instanceof Error ? error.message : String(error) });
  }
});
answer({ answer: "ready", context });

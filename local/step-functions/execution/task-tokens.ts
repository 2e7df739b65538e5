import { ServiceError } from "../../gateway/service.ts";
import { Payload } from "./payload.ts";
import { StatesError } from "./states-error.ts";

/** A task that waits for its token to come back. */
export interface PendingTask {
  /** Resolves with what SendTaskSuccess brought; rejects with the {@link StatesError} that SendTaskFailure brought. */
  readonly outcome: Promise<Payload>;
  /** Takes the token back; it is unknown from then on. */
  close(): void;
}

interface OpenTask {
  succeed(output: Payload): void;
  fail(error: StatesError): void;
  beat(): void;
}

const prefix = "aicc-task-";

/**
 * The task tokens that are out. A token may come back before the task has begun to wait for it.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token
 */
export class TaskTokens {
  readonly #ids: () => string;
  readonly #open = new Map<string, OpenTask>();

  constructor(ids: () => string) {
    this.#ids = ids;
  }

  /** A token that nobody holds yet. */
  issue(): string {
    return prefix + this.#ids();
  }

  /** Begins to accept answers for a token. `onHeartbeat` is called for each SendTaskHeartbeat. */
  open(token: string, onHeartbeat: () => void): PendingTask {
    const { promise, resolve, reject } = Promise.withResolvers<Payload>();
    promise.catch(() => undefined); // The task may have timed out when the failure comes.
    const close = () => void this.#open.delete(token);
    this.#open.set(token, {
      succeed: (output) => {
        close();
        resolve(output);
      },
      fail: (error) => {
        close();
        reject(error);
      },
      beat: onHeartbeat,
    });
    return { outcome: promise, close };
  }

  /** @throws ServiceError `InvalidToken`, `TaskTimedOut` or `InvalidOutput` */
  succeed(token: string, output: string, maximumBytes: number): void {
    const task = this.#task(token);
    let payload: Payload;
    try {
      payload = Payload.parse(output);
    } catch {
      throw new ServiceError("InvalidOutput", "Invalid Output: 'The output must be valid JSON.'");
    }
    if (payload.exceeds(maximumBytes)) {
      throw new ServiceError("InvalidOutput", `Invalid Output: 'The output is longer than ${maximumBytes} bytes.'`);
    }
    task.succeed(payload);
  }

  /** @throws ServiceError `InvalidToken` or `TaskTimedOut` */
  fail(token: string, error: string | undefined, cause: string | undefined): void {
    this.#task(token).fail(new StatesError(error, cause));
  }

  /** @throws ServiceError `InvalidToken` or `TaskTimedOut` */
  beat(token: string): void {
    this.#task(token).beat();
  }

  #task(token: string): OpenTask {
    const task = this.#open.get(token);
    if (task) return task;
    if (!token.startsWith(prefix)) throw new ServiceError("InvalidToken", "Invalid Token: 'Invalid token'");
    throw new ServiceError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
  }
}

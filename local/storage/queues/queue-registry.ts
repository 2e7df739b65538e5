import type { Clock } from "../../clock.ts";
import { ServiceError } from "../../gateway/service.ts";
import { createQueue, type Queue } from "./queue.ts";

/** The SQS queues of the local stack. */
export interface QueueRegistry {
  /** A queue of this name; an existing one when its attributes agree. @throws ServiceError `QueueNameExists` when they do not */
  create(name: string, attributes: Readonly<Record<string, string>>): Queue;
  /** Finds a queue by name, URL or ARN. @throws ServiceError `QueueDoesNotExist` */
  find(nameUrlOrArn: string): Queue;
  /** The queue that an ARN names, or `undefined`. */
  findByArn(arn: string): Queue | undefined;
  remove(queue: Queue): void;
  /** In the order of their names. */
  list(): readonly Queue[];
  /** Ends what the queues wait for. */
  close(): void;
}

/** Makes an empty registry. */
export function createQueueRegistry(dependencies: {
  readonly clock: Clock;
  readonly ids: () => string;
  readonly region: string;
  readonly accountId: string;
}): QueueRegistry {
  const { clock, ids, region, accountId } = dependencies;
  const queues = new Map<string, Queue>();
  const findByArn = (arn: string) => [...queues.values()].find((queue) => queue.arn === arn);
  return {
    create(name, attributes) {
      const isFifo = name.endsWith(".fifo");
      if (!/^[\w-]{1,80}$/.test(name.replace(/\.fifo$/, "")) || (attributes.FifoQueue === "true" && !isFifo))
        throw new ServiceError(
          "InvalidParameterValue",
          `The queue name "${name}" must be 1 to 80 letters, digits, hyphens and underscores; the name of a FIFO queue ends with .fifo.`,
        );
      const wanted = isFifo ? { ...attributes, FifoQueue: "true" } : attributes;
      const existing = queues.get(name);
      if (existing) return assertSame(existing, wanted);
      const arn = `arn:aws:sqs:${region}:${accountId}:${name}`;
      const queue = createQueue({ clock, ids, findQueue: findByArn }, name, arn, wanted);
      queues.set(name, queue);
      return queue;
    },
    find(nameUrlOrArn) {
      const queue = queues.get(
        nameUrlOrArn.slice(Math.max(nameUrlOrArn.lastIndexOf("/"), nameUrlOrArn.lastIndexOf(":")) + 1),
      );
      if (!queue) throw new ServiceError("QueueDoesNotExist", "The specified queue does not exist.");
      return queue;
    },
    findByArn,
    remove(queue) {
      queue.close();
      queues.delete(queue.name);
    },
    list: () => [...queues.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    close() {
      for (const queue of queues.values()) queue.close();
    },
  };
}

function assertSame(queue: Queue, wanted: Readonly<Record<string, string>>): Queue {
  const attributes = queue.describe();
  const different = Object.keys(wanted).find((name) => attributes[name] !== wanted[name]);
  if (!different) return queue;
  throw new ServiceError(
    "QueueNameExists",
    `A queue already exists with the same name and a different value for attribute ${different}`,
  );
}

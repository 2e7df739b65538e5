import type { DeadLetterQueue, TakenLetter } from "../../ports/dead-letter-queue.ts";
import { at } from "./builders.ts";

/** A dead-letter queue in memory, first in, first out. Letters are numbered `m1`, `m2`, … and laid aside a second apart. */
export function inMemoryDeadLetters(messages: readonly Pick<TakenLetter, "body" | "attributes">[]) {
  let lying: TakenLetter[] = messages.map((message, index) => ({
    ...message,
    messageId: `m${index + 1}`,
    receipt: `r${index + 1}`,
    since: at(index),
  }));
  const taken = new Set<TakenLetter>();
  const queue: DeadLetterQueue = {
    take: async (most) => {
      const letters = lying.filter((letter) => !taken.has(letter)).slice(0, most);
      for (const letter of letters) taken.add(letter);
      return letters;
    },
    putBack: async (letters) => {
      for (const letter of letters) taken.delete(letter);
    },
    remove: async ({ messageId }) => {
      lying = lying.filter((letter) => letter.messageId !== messageId);
    },
    countLying: async () => lying.length - taken.size,
    countTaken: async () => taken.size,
  };
  let laid = messages.length;
  return {
    ...queue,
    /** Lays another letter aside, at an instant (ISO 8601). */
    lay(message: Pick<TakenLetter, "body" | "attributes">, since: string): void {
      laid += 1;
      lying = [...lying, { ...message, messageId: `m${laid}`, receipt: `r${laid}`, since }];
    },
    /** What anybody who looks now would see. */
    visible: () => lying.filter((letter) => !taken.has(letter)).map(({ messageId }) => messageId),
  };
}

import { stackOptions } from "./through-api.ts";

/** The options of a command. */
export interface OptionsForm<Option extends string> {
  readonly needs: readonly Option[];
  readonly may: readonly Option[];
}

/**
 * The command that a word names. The first form is that of the tool without a command, so that it is not listed.
 * @throws Error naming the commands that there are
 */
export function commandNamed<Name extends string>(
  forms: Readonly<Record<Name, unknown>>,
  word: string,
  usage: string,
): Name {
  if (isOneOf(forms, word)) return word;
  throw new Error(`"${word}" is no command; there are ${Object.keys(forms).slice(1).join(", ")}.\n\n${usage}`);
}

function isOneOf<Name extends string>(forms: Readonly<Record<Name, unknown>>, word: string): word is Name {
  return Object.hasOwn(forms, word);
}

/**
 * Holds the options that were given against those of a command. Where the stack is may always be said.
 * @throws Error naming the option that is missing or out of place, with the hint behind it
 */
export function checkOptions<Option extends string>(
  name: string,
  { needs, may }: OptionsForm<Option>,
  values: Readonly<Partial<Record<Option, unknown>>>,
  hint: string,
): void {
  const missing = needs.filter((option) => values[option] === undefined);
  if (missing.length > 0)
    throw new Error(`"${name}" needs ${missing.map((option) => `--${option}`).join(" and ")}. ${hint}`);
  const allowed = new Set<string>([...Object.keys(stackOptions), ...needs, ...may]);
  for (const option of Object.keys(values)) {
    if (!allowed.has(option)) throw new Error(`"${name}" does not take --${option}. ${hint}`);
  }
}

import { ServiceError } from "../gateway/service.ts";
import type { AlarmState } from "./alarm.ts";

/** A parsed rule of a composite alarm. */
export interface AlarmRule {
  /** Names of the alarms that it looks at, in the order of the text. */
  readonly names: readonly string[];
  /** Whether it holds, given the alarms' states. */
  holds(stateOf: (name: string) => AlarmState | undefined): boolean;
}

type Condition = (stateOf: (name: string) => AlarmState | undefined) => boolean;

const tokenPattern = /\s*(?:"([^"]*)"|'([^']*)'|([()])|([^\s()"']+))/y;

/**
 * Parses a rule: ALARM(), OK() and INSUFFICIENT_DATA() of an alarm's name or ARN, AND, OR, NOT, TRUE, FALSE and parentheses. NOT binds tightest, OR loosest.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 * @throws ServiceError `ValidationError` that quotes the rule
 */
export function parseAlarmRule(text: string): AlarmRule {
  const tokens = tokenize(text);
  const names: string[] = [];
  let position = 0;
  const fail = (): never => {
    throw new ServiceError(
      "ValidationError",
      `AlarmRule must not contain leading or trailing whitespace or be null, and must be a valid rule; "${tokens[position]?.text ?? "the end"}" is not expected in: ${text}`,
    );
  };
  const take = (word: string): boolean => {
    const token = tokens[position];
    if (!token || token.isQuoted || token.text.toUpperCase() !== word) return false;
    position += 1;
    return true;
  };
  const demand = (word: string) => take(word) || fail();
  const either = (): Condition => {
    let left = every();
    while (take("OR")) {
      const [a, b] = [left, every()];
      left = (stateOf) => a(stateOf) || b(stateOf);
    }
    return left;
  };
  const every = (): Condition => {
    let left = single();
    while (take("AND")) {
      const [a, b] = [left, single()];
      left = (stateOf) => a(stateOf) && b(stateOf);
    }
    return left;
  };
  const single = (): Condition => {
    if (take("NOT")) {
      const inner = single();
      return (stateOf) => !inner(stateOf);
    }
    if (take("TRUE")) return () => true;
    if (take("FALSE")) return () => false;
    if (take("(")) {
      const inner = either();
      demand(")");
      return inner;
    }
    for (const state of ["ALARM", "OK", "INSUFFICIENT_DATA"] as const) {
      if (!take(state)) continue;
      demand("(");
      const name = alarmNameIn(tokens[position]?.text ?? fail());
      position += 1;
      demand(")");
      names.push(name);
      return (stateOf) => stateOf(name) === state;
    }
    return fail();
  };
  const holds = either();
  if (position < tokens.length) fail();
  return { names, holds };
}

/** The name of an alarm that is given by name or by ARN. */
export function alarmNameIn(nameOrArn: string): string {
  return /^arn:[^:]+:cloudwatch:[^:]*:[^:]*:alarm:(.+)$/.exec(nameOrArn)?.[1] ?? nameOrArn;
}

function tokenize(text: string): { readonly text: string; readonly isQuoted: boolean }[] {
  const tokens: { text: string; isQuoted: boolean }[] = [];
  const pattern = new RegExp(tokenPattern);
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const [, double, single, sign, word] = match;
    const quoted = double ?? single;
    tokens.push(
      quoted !== undefined ? { text: quoted, isQuoted: true } : { text: sign ?? word ?? "", isQuoted: false },
    );
  }
  return tokens;
}

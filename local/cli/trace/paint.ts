import { styleText } from "node:util";

/** Colours by meaning, not by hue. */
export interface Paint {
  readonly title: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly good: (text: string) => string;
  readonly odd: (text: string) => string;
  readonly bad: (text: string) => string;
}

/** Makes the colours, or leaves every text as it is. */
export function createPaint(isColoured: boolean): Paint {
  const style =
    (format: Parameters<typeof styleText>[0]) =>
    (text: string): string =>
      isColoured ? styleText(format, text, { validateStream: false }) : text;
  return { title: style("bold"), quiet: style("gray"), good: style("green"), odd: style("yellow"), bad: style("red") };
}

/** Colour is for people at a terminal who have not refused it (https://no-color.org). */
export function wantsColour(
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return stream.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb";
}

/** A piece of a wildcard pattern: `*`, or a character that stands for itself. */
export type WildcardPiece = { readonly any: true } | { readonly any: false; readonly character: string };

/** What {@link parseWildcard} found: the pieces, or what is wrong. */
export type ParsedWildcard = { readonly pieces: readonly WildcardPiece[] } | { readonly problem: string };

/**
 * Parses a wildcard pattern: `*` stands for any characters, `\*` and `\\` for themselves.
 * The places in the messages count the bytes of the quoted text from 0, as AWS's do.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-wildcard-matching
 */
export function parseWildcard(text: string): ParsedWildcard {
  const pieces: WildcardPiece[] = [];
  const characters = [...text];
  let place = 1;
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] ?? "";
    const following = characters[index + 1];
    if (character === "*") {
      if (following === "*") return { problem: `Consecutive wildcard characters at pos ${place}` };
      pieces.push({ any: true });
    } else if (character === "\\") {
      if (following !== "*" && following !== "\\") return { problem: `Invalid escape character at pos ${place}` };
      pieces.push({ any: false, character: following });
      index += 1;
      place += 1;
    } else pieces.push({ any: false, character });
    place += Buffer.byteLength(character);
  }
  return { pieces };
}

/** The test of a wildcard pattern, in time that grows with the text only. */
export function matchWildcard(pieces: readonly WildcardPiece[]): (text: string) => boolean {
  const parts = [""];
  for (const piece of pieces) {
    if (piece.any) parts.push("");
    else parts.push(`${parts.pop()}${piece.character}`);
  }
  const [first = "", ...others] = parts;
  const last = others.pop();
  if (last === undefined) return (text) => text === first;
  return (text) => {
    if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
    const end = text.length - last.length;
    let at = first.length;
    for (const part of others) {
      const found = text.indexOf(part, at);
      if (found < 0 || found + part.length > end) return false;
      at = found + part.length;
    }
    return true;
  };
}

import { stripVTControlCharacters } from "node:util";

/** Code points that terminals draw two columns wide: East Asian Wide and Fullwidth of https://www.unicode.org/reports/tr11/, and emoji. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** Marks that stand on the character before them, and invisible ones. */
const weightless = /[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]/u;

/** Columns that a text takes on a terminal: Hangul syllables take two, combining marks and colour codes none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of stripVTControlCharacters(text)) width += widthOf(character);
  return width;
}

function widthOf(character: string): number {
  if (weightless.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

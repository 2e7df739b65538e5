import { cut, pad } from "../trace/columns.ts";

/** A text that takes exactly so many columns: cut or filled up. */
export const cell = (text: string, columns: number): string => pad(cut(text, columns), columns);

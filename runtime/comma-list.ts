import { z } from "zod";

/** A variable that holds a list: its items stand between commas, with or without spaces. */
export const CommaList = z.string().transform((text) => text.split(",").map((item) => item.trim()));

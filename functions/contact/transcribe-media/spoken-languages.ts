import { z } from "zod";
import { isServed } from "../../../domain/language/capabilities.ts";
import { CommaList } from "../../../runtime/comma-list.ts";
import { awsSettings } from "./transcription-dependencies.ts";

const Served = z.string().refine((code) => isServed("contact", code), "names a language that is not served");

/** The variable `SPOKEN_LANGUAGES`: the languages that callers may speak, with commas between them; with one alone nothing is identified. */
export const SpokenLanguages = CommaList.pipe(z.array(Served).min(1)).default([...awsSettings.spokenLanguages]);

import { z } from "zod";
import { StatesError } from "../../execution/states-error.ts";
import { DefinitionError } from "../definition-error.ts";
import { csvRows, parseCsv } from "./parse-csv.ts";

const delimiters = { COMMA: ",", PIPE: "|", SEMICOLON: ";", SPACE: " ", TAB: "\t" } as const;

const configSchema = z.looseObject({
  InputType: z.enum(["CSV", "JSON", "JSONL", "MANIFEST", "PARQUET"]).optional(),
  Transformation: z.enum(["NONE", "LOAD_AND_FLATTEN"]).default("NONE"),
  ManifestType: z.enum(["ATHENA_DATA", "S3_INVENTORY"]).optional(),
  CSVDelimiter: z.enum(["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"]).default("COMMA"),
  CSVHeaderLocation: z.enum(["FIRST_ROW", "GIVEN"]).default("FIRST_ROW"),
  CSVHeaders: z.array(z.string()).optional(),
  ItemsPointer: z.string().default(""),
});

const inventorySchema = z.looseObject({
  destinationBucket: z.string(),
  fileFormat: z.literal("CSV"),
  fileSchema: z.string(),
  files: z.array(z.looseObject({ key: z.string() })),
});

/** How the objects of a dataset are written. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html */
export interface ReaderFormat {
  readonly type: "CSV" | "JSON" | "JSONL";
  readonly delimiter: string;
  /** The columns' names; undefined when the first row holds them. */
  readonly headers: readonly string[] | undefined;
  /** A JSON Pointer to the items within a JSON document. */
  readonly pointer: string;
  /** Whether the object that is named only lists those that hold the items. */
  readonly manifest: "ATHENA_DATA" | "S3_INVENTORY" | undefined;
  /** Whether the items of a listing are what is in the objects, and not the objects themselves. */
  readonly flattens: boolean;
}

/** Where one object of a dataset lies. */
export interface DatasetPart {
  readonly Bucket: string;
  readonly Key: string;
}

/** Reads `ReaderConfig`. Throws a DefinitionError for what the local stack cannot read. */
export function readerFormat(config: unknown, readsListing: boolean): ReaderFormat {
  const { InputType, ManifestType, ...rest } = configSchema.parse(config);
  const manifest = ManifestType ?? (InputType === "MANIFEST" ? "S3_INVENTORY" : undefined);
  const flattens = rest.Transformation === "LOAD_AND_FLATTEN";
  const type = manifest === "S3_INVENTORY" ? "CSV" : InputType;
  if (type === "PARQUET" || type === "MANIFEST")
    throw new DefinitionError(
      `The ItemReader's InputType '${type}' cannot be read by the local stack; it reads CSV, JSON and JSONL.`,
    );
  if (type === undefined && (!readsListing || flattens))
    throw new DefinitionError("The ItemReader's ReaderConfig needs an InputType: CSV, JSON or JSONL.");
  if (rest.CSVHeaderLocation === "GIVEN" && !rest.CSVHeaders)
    throw new DefinitionError("The ItemReader's ReaderConfig needs CSVHeaders, because CSVHeaderLocation is GIVEN.");
  return {
    type: type ?? "JSON",
    delimiter: delimiters[rest.CSVDelimiter],
    headers: rest.CSVHeaderLocation === "GIVEN" ? rest.CSVHeaders : undefined,
    pointer: rest.ItemsPointer,
    manifest,
    flattens,
  };
}

/** The items in an object's text: an array, or an object whose members they are. Throws a StatesError when there are none. */
export function parseItems(text: string, format: ReaderFormat): readonly unknown[] | object {
  if (format.type === "CSV") return parseCsv(text, format);
  if (format.type === "JSONL")
    return text
      .split(/\r?\n/)
      .filter((line) => line.trim() !== "")
      .map(parseJson);
  const items = pointedAt(parseJson(text), format.pointer);
  if (typeof items === "object" && items !== null) return items;
  throw new StatesError("States.ItemReaderFailed", "Attempting to map over non-iterable node.");
}

/** The objects that a manifest lists, and how they are written. */
export function parseManifest(text: string, format: ReaderFormat): { parts: DatasetPart[]; format: ReaderFormat } {
  if (format.manifest === "ATHENA_DATA")
    return { parts: csvRows(text, ",").map(([uri = ""]) => s3Location(uri)), format };
  const { destinationBucket, fileSchema, files } = inventorySchema.parse(parseJson(text));
  const Bucket = destinationBucket.replace(/^arn:aws[a-z-]*:s3:::/, "");
  const headers = fileSchema.split(",").map((name) => name.trim());
  return { parts: files.map(({ key }) => ({ Bucket, Key: key })), format: { ...format, headers } };
}

function s3Location(uri: string): DatasetPart {
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/i.exec(uri) ?? [];
  if (Bucket !== undefined && Key !== undefined) return { Bucket, Key };
  throw new StatesError("States.ItemReaderFailed", `The manifest holds '${uri}', which is no S3 URI.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new StatesError(
      "States.ItemReaderFailed",
      `The dataset is not valid JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** https://www.rfc-editor.org/rfc/rfc6901 */
function pointedAt(document: unknown, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>(
      (value, step) =>
        typeof value === "object" && value !== null && Object.hasOwn(value, step)
          ? Reflect.get(value, step)
          : undefined,
      document,
    );
}

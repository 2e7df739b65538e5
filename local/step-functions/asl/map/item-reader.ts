import { z } from "zod";
import { StatesError } from "../../execution/states-error.ts";
import type { MapItem, Thread } from "../../execution/thread.ts";
import type { Fields, QueryLanguage } from "../../query/query-language.ts";
import { taskFailure } from "../../resources/task-failure.ts";
import { DefinitionError } from "../definition-error.ts";
import { type ItemSource, numbered } from "./item-source.ts";
import { numberField } from "./map-settings.ts";
import { parseItems, parseManifest, type ReaderFormat, readerFormat } from "./reader-format.ts";
import { listObjects, readObject, type S3Arguments } from "./s3-objects.ts";
import { compileTemplateField } from "./template.ts";

const readerSchema = z.looseObject({ Resource: z.string(), ReaderConfig: z.looseObject({}).default({}) });
const locationSchema = z.looseObject({ Bucket: z.string() });

/** A dataset that is to be read. */
interface Dataset {
  readonly location: S3Arguments & { readonly Bucket: string };
  readonly format: ReaderFormat;
  /** Most items that are wanted. */
  readonly most: number;
}

/**
 * Compiles `ItemReader`: the items are an S3 object's rows, elements or members, or the objects of a bucket. What cannot be read
 * fails the state with `States.ItemReaderFailed`. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
 * @throws DefinitionError for a dataset that the local stack cannot read
 */
export function compileItemReader(fields: Fields, language: QueryLanguage): ItemSource {
  const { Resource, ReaderConfig, ...reader } = readerSchema.parse(fields.ItemReader);
  const action = /^arn:[a-z-]+:states:::(?:aws-sdk:)?s3:(getObject|listObjectsV2)$/.exec(Resource)?.[1];
  if (action === undefined)
    throw new DefinitionError(`The ItemReader's Resource '${Resource}' must be s3:getObject or s3:listObjectsV2.`);
  const argument = compileTemplateField(reader.Parameters ?? reader.Arguments ?? {}, fields, language);
  const limit = numberField({ ...ReaderConfig, InputPath: fields.InputPath }, "MaxItems", language, "integer");
  const format = readerFormat(ReaderConfig, action === "listObjectsV2");
  const read = action === "getObject" ? readFromObject : readFromListing;
  return {
    isReader: true,
    async items(thread, input) {
      const { test } = thread.run;
      if (test?.readerData !== undefined) return numbered(parseItems(test.readerData, format), "S3://test");
      const argumentValue = (await argument(thread, input)).value;
      const most = (await limit(thread, input)) || Number.POSITIVE_INFINITY;
      try {
        const items = await read(thread, { location: locationSchema.parse(argumentValue), format, most });
        return items.slice(0, most).map((item, index) => ({ ...item, index }));
      } catch (thrown) {
        if (thread.signal.aborted) throw thrown;
        throw new StatesError("States.ItemReaderFailed", taskFailure("S3", thrown).causeText);
      }
    },
  };
}

async function readFromObject(thread: Thread, { location, format, most }: Dataset): Promise<MapItem[]> {
  const text = await readObject(thread, location);
  if (!format.manifest) return numbered(parseItems(text, format), `S3://${location.Bucket}/${String(location.Key)}`);
  const { parts, format: partFormat } = parseManifest(text, format);
  return readParts(thread, { parts, format: partFormat, most });
}

async function readFromListing(thread: Thread, { location, format, most }: Dataset): Promise<MapItem[]> {
  const { Bucket } = location;
  const objects = await listObjects(thread, location, format.flattens ? Number.POSITIVE_INFINITY : most);
  if (!format.flattens) return numbered(objects, `S3://${Bucket}`);
  return readParts(thread, { parts: objects.map(({ Key }) => ({ Bucket, Key })), format, most });
}

/** The items of one object after another, until there are enough. */
async function readParts(
  thread: Thread,
  dataset: {
    readonly parts: readonly { Bucket: string; Key: string }[];
    readonly format: ReaderFormat;
    readonly most: number;
  },
): Promise<MapItem[]> {
  const items: MapItem[] = [];
  for (const { Bucket, Key } of dataset.parts) {
    items.push(
      ...numbered(parseItems(await readObject(thread, { Bucket, Key }), dataset.format), `S3://${Bucket}/${Key}`),
    );
    if (items.length >= dataset.most) break;
  }
  return items;
}

import { z } from "zod";
import type { JsonOperation } from "../../gateway/json-protocol.ts";
import { parseInput } from "../../gateway/parse-input.ts";
import type { ServiceRequest } from "../../gateway/service.ts";
import type { QueueRegistry } from "./queue-registry.ts";

const Texts = z.record(z.string(), z.string());
const CreateInput = z.object({ QueueName: z.string(), Attributes: Texts.default({}), tags: Texts.default({}) });
const NameInput = z.object({ QueueName: z.string() });
const UrlInput = z.object({ QueueUrl: z.string() });
const ListInput = z.object({
  QueueNamePrefix: z.string().default(""),
  MaxResults: z.number().int().min(1).max(1_000).optional(),
  NextToken: z.string().default(""),
});
const AttributesInput = UrlInput.extend({ AttributeNames: z.array(z.string()).default([]) });
const SetAttributesInput = UrlInput.extend({ Attributes: Texts });
const TagInput = UrlInput.extend({ Tags: Texts });
const UntagInput = UrlInput.extend({ TagKeys: z.array(z.string()) });

/** The operations on queues as a whole. A queue's URL leads to the host that the client asked. */
export function createQueueOperations(
  queues: QueueRegistry,
  accountId: string,
): Readonly<Record<string, JsonOperation>> {
  const tags = new Map<string, Record<string, string>>();
  const urlOf = (request: ServiceRequest, name: string) =>
    `http://${request.headers.host ?? request.headers[":authority"]}/${accountId}/${name}`;
  const tagsOf = (name: string) => tags.get(name) ?? {};
  return {
    CreateQueue: (raw, request) => {
      const { QueueName, Attributes, tags: given } = parseInput(CreateInput, raw, "InvalidParameterValue");
      const { name } = queues.create(QueueName, Attributes);
      tags.set(name, { ...tagsOf(name), ...given });
      return { QueueUrl: urlOf(request, name) };
    },
    DeleteQueue: (raw) => {
      const queue = queues.find(parseInput(UrlInput, raw, "InvalidParameterValue").QueueUrl);
      queues.remove(queue);
      tags.delete(queue.name);
      return {};
    },
    GetQueueUrl: (raw, request) => {
      const { name } = queues.find(parseInput(NameInput, raw, "InvalidParameterValue").QueueName);
      return { QueueUrl: urlOf(request, name) };
    },
    ListQueues: (raw, request) => {
      const { QueueNamePrefix, MaxResults, NextToken } = parseInput(ListInput, raw, "InvalidParameterValue");
      const names = queues.list().map(({ name }) => name);
      const wanted = names.filter((name) => name.startsWith(QueueNamePrefix) && name > NextToken);
      const page = wanted.slice(0, MaxResults);
      const last = page.length < wanted.length ? page.at(-1) : undefined;
      return { QueueUrls: page.map((name) => urlOf(request, name)), ...(last ? { NextToken: last } : {}) };
    },
    GetQueueAttributes: (raw) => {
      const { QueueUrl, AttributeNames } = parseInput(AttributesInput, raw, "InvalidParameterValue");
      const attributes = Object.entries(queues.find(QueueUrl).describe());
      const wanted = attributes.filter(([name]) => AttributeNames.includes("All") || AttributeNames.includes(name));
      return wanted.length === 0 ? {} : { Attributes: Object.fromEntries(wanted) };
    },
    SetQueueAttributes: (raw) => {
      const { QueueUrl, Attributes } = parseInput(SetAttributesInput, raw, "InvalidParameterValue");
      queues.find(QueueUrl).setAttributes(Attributes);
      return {};
    },
    PurgeQueue: (raw) => {
      queues.find(parseInput(UrlInput, raw, "InvalidParameterValue").QueueUrl).purge();
      return {};
    },
    ListDeadLetterSourceQueues: (raw, request) => {
      const { arn } = queues.find(parseInput(UrlInput, raw, "InvalidParameterValue").QueueUrl);
      const sources = queues.list().filter((queue) => queue.settings().RedrivePolicy?.deadLetterTargetArn === arn);
      return { queueUrls: sources.map(({ name }) => urlOf(request, name)) };
    },
    TagQueue: (raw) => {
      const { QueueUrl, Tags } = parseInput(TagInput, raw, "InvalidParameterValue");
      const { name } = queues.find(QueueUrl);
      tags.set(name, { ...tagsOf(name), ...Tags });
      return {};
    },
    UntagQueue: (raw) => {
      const { QueueUrl, TagKeys } = parseInput(UntagInput, raw, "InvalidParameterValue");
      const { name } = queues.find(QueueUrl);
      tags.set(name, Object.fromEntries(Object.entries(tagsOf(name)).filter(([key]) => !TagKeys.includes(key))));
      return {};
    },
    ListQueueTags: (raw) => ({
      Tags: tagsOf(queues.find(parseInput(UrlInput, raw, "InvalidParameterValue").QueueUrl).name),
    }),
  };
}

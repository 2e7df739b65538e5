import { type DynamoDBDocumentClient, GetCommand, PutCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import type { KeptSurvey, SurveyLedger } from "../ports/survey-ledger.ts";
import { parse } from "../runtime/parse.ts";
import { Survey, SurveyAnswer } from "../schemas/survey.ts";
import { faultOf } from "./aws-faults.ts";
import { ledgerKeys } from "./ledger-keys.ts";
import { listItems, wasWritten } from "./ledger-table.ts";

const Place = z.object({ pk: z.string(), sk: z.string() });
const Comment = z.object({ text: z.string() });
const Token = z.object({ contactId: z.string() });

/** Surveys in the ledger's table: an item for the offer, one for each answer, one for the comment, all found by the day of the offer too. */
export function createSurveyLedger(client: DynamoDBDocumentClient, tableName: string): SurveyLedger {
  const putOnce = (item: Readonly<Record<string, unknown>>) =>
    wasWritten("write a survey to the ledger", () =>
      client.send(
        new PutCommand({ TableName: tableName, Item: item, ConditionExpression: "attribute_not_exists(pk)" }),
      ),
    );
  const get = async (pk: string, sk: string): Promise<unknown> => {
    try {
      const { Item } = await client.send(
        new GetCommand({ TableName: tableName, Key: { pk, sk }, ConsistentRead: true }),
      );
      return Item;
    } catch (error) {
      throw faultOf(error, "read a survey in the ledger");
    }
  };
  /** Keys of an item of a survey, by its contact and by the day of its offer. */
  const keysOf = ({ contactId, offeredAt }: Survey, sk: string) => ({
    pk: ledgerKeys.contact(contactId),
    sk,
    gsi1pk: ledgerKeys.surveyDay(offeredAt),
    gsi1sk: `${offeredAt}#${contactId}#${sk}`,
  });

  return {
    async offerSurvey(survey) {
      if (await putOnce({ ...keysOf(survey, ledgerKeys.survey), ...survey })) return { survey, isNew: true };
      const known = await get(ledgerKeys.contact(survey.contactId), ledgerKeys.survey);
      return { survey: parse(Survey, known, "a survey in the ledger"), isNew: false };
    },
    async readSurvey(contactId) {
      const keys = { pk: ledgerKeys.contact(contactId), prefix: ledgerKeys.survey };
      return gather(await listItems(client, tableName, keys, "read a survey in the ledger"))[0];
    },
    async putAnswer(survey, answer) {
      const keys = keysOf(survey, ledgerKeys.surveyAnswer(answer.question));
      if (await putOnce({ ...keys, ...answer })) return { answer, isNew: true };
      return { answer: parse(SurveyAnswer, await get(keys.pk, keys.sk), "an answer in the ledger"), isNew: false };
    },
    async putComment(survey, text) {
      await putOnce({ ...keysOf(survey, ledgerKeys.surveyComment), text });
    },
    async putSurveyToken(digest, contactId) {
      const key = ledgerKeys.surveyToken(digest);
      await putOnce({ pk: key, sk: key, contactId });
    },
    async readSurveyToken(digest) {
      const key = ledgerKeys.surveyToken(digest);
      const item = await get(key, key);
      return item === undefined ? undefined : parse(Token, item, "a survey's token in the ledger").contactId;
    },
    async listSurveys(day) {
      const query = {
        TableName: tableName,
        IndexName: "byDay",
        KeyConditionExpression: "gsi1pk = :day",
        ExpressionAttributeValues: { ":day": ledgerKeys.surveyDay(day) },
      };
      const items: unknown[] = [];
      try {
        for await (const page of paginateQuery({ client }, query)) items.push(...(page.Items ?? []));
      } catch (error) {
        throw faultOf(error, "read the surveys of a day in the ledger");
      }
      return gather(items);
    },
  };
}

/** Puts the items of surveys together, contact by contact; an answer whose offer is not there yet waits for the next reading. */
function gather(items: readonly unknown[]): KeptSurvey[] {
  const places = items.map((item) => ({ item, ...parse(Place, item, "an item of a survey in the ledger") }));
  return [...Map.groupBy(places, ({ pk }) => pk).values()].flatMap((parts): KeptSurvey[] => {
    const offer = parts.find(({ sk }) => sk === ledgerKeys.survey);
    if (!offer) return [];
    const comment = parts.find(({ sk }) => sk === ledgerKeys.surveyComment);
    const answers = parts.filter(({ sk }) => sk.startsWith(ledgerKeys.surveyAnswer("")));
    return [
      {
        survey: parse(Survey, offer.item, "a survey in the ledger"),
        answers: answers.map(({ item }) => parse(SurveyAnswer, item, "an answer in the ledger")),
        ...(comment && { comment: parse(Comment, comment.item, "a comment in the ledger").text }),
      },
    ];
  });
}

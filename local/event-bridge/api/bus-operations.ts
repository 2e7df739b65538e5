import { z } from "zod";
import type { JsonOperation } from "../../gateway/json-protocol.ts";
import { parseInput } from "../../gateway/parse-input.ts";
import { ServiceError } from "../../gateway/service.ts";
import type { EventBuses } from "../event-bus.ts";
import type { EventBus } from "../rule.ts";
import { findBus } from "./bus-name.ts";
import { PageInput, pageOf } from "./page.ts";
import { checkLength, constraintError } from "./validation-error.ts";

const CreateInput = z.object({ Name: z.string(), Description: z.string().max(512).nullish() });
const NameInput = z.object({ Name: z.string().nullish() });
const ListInput = z.object({ NamePrefix: z.string().nullish(), ...PageInput });

/** CreateEventBus, DescribeEventBus, ListEventBuses, DeleteEventBus. */
export function busOperations(buses: EventBuses): Readonly<Record<string, JsonOperation>> {
  return {
    CreateEventBus: (input) => {
      const { Name, Description } = parseInput(CreateInput, input);
      checkLength(Name, "name", 256);
      if (!/^[.\-_A-Za-z0-9]+$/.test(Name))
        throw constraintError(Name, "name", "Member must satisfy regular expression pattern: [/\\.\\-_A-Za-z0-9]+");
      if (buses.bus(Name))
        throw new ServiceError("ResourceAlreadyExistsException", `Event bus ${Name} already exists.`);
      return { EventBusArn: buses.createBus(Name, Description ?? "").arn };
    },
    DescribeEventBus: (input) => describeBus(findBus(buses, parseInput(NameInput, input).Name)),
    ListEventBuses: (input) => {
      const request = parseInput(ListInput, input);
      const named = buses.buses().filter(({ name }) => name.startsWith(request.NamePrefix ?? ""));
      const { items, token } = pageOf(named, request);
      return { EventBuses: items.map(describeBus), ...token };
    },
    DeleteEventBus: (input) => {
      const { Name } = parseInput(NameInput, input);
      if (!Name || Name === "default")
        throw new ServiceError("ValidationException", "Cannot delete event bus default.");
      buses.deleteBus(Name);
    },
  };
}

function describeBus({ name, arn, description, createdAt }: EventBus) {
  return {
    Name: name,
    Arn: arn,
    CreationTime: createdAt / 1_000,
    ...(description ? { Description: description } : {}),
  };
}

import { createHash } from "node:crypto";
import { ServiceError } from "../gateway/service.ts";
import type { FunctionConfiguration } from "./function-configuration.ts";

/** What an invocation is for: a function as one of its versions has it. */
export interface FunctionTarget {
  readonly configuration: FunctionConfiguration;
  /** `$LATEST`, or the number of a published version. */
  readonly version: string;
  /** The function's ARN, with the qualifier where the caller named one. */
  readonly invokedArn: string;
}

/** What UpdateFunctionConfiguration can change here. */
export type ConfigurationChanges = Partial<
  Pick<FunctionConfiguration, "description" | "handler" | "timeoutSeconds" | "memoryMegabytes" | "environment">
>;

/** The functions by name, with their versions and their reserved concurrency. */
export interface FunctionRegistry {
  create(configuration: FunctionConfiguration): void;
  /**
   * Changes `$LATEST`; versions stay as they were published.
   * @param revisionId the revision that the caller has seen; nothing is changed when the function is another one by now
   * @throws ServiceError `ResourceNotFoundException` (404), `PreconditionFailedException` (412)
   */
  update(nameOrArn: string, changes: ConfigurationChanges, revisionId?: string): FunctionConfiguration;
  /** Names `$LATEST` as it is now: another one after each update. @throws ServiceError `ResourceNotFoundException` (404) */
  revisionId(nameOrArn: string): string;
  /** Publishes `$LATEST` as it is now and returns the version's number. @throws ServiceError `ResourceNotFoundException` (404) */
  publish(nameOrArn: string): string;
  /**
   * Finds what a caller means by a name, a partial ARN or an ARN, with or without a qualifier at its end.
   * @param qualifier named beside the function
   * @throws ServiceError `ResourceNotFoundException` (404), or `InvalidParameterValueException` when two qualifiers disagree
   */
  resolve(nameOrArn: string, qualifier?: string): FunctionTarget;
  list(): readonly FunctionConfiguration[];
  /** How many invocations at once a function may have; undefined when nothing is reserved. @throws ServiceError `ResourceNotFoundException` (404) */
  reservedConcurrency(nameOrArn: string): number | undefined;
  /** Reserves concurrency; undefined takes the reservation back. @throws ServiceError `ResourceNotFoundException` (404) */
  reserveConcurrency(nameOrArn: string, invocations: number | undefined): void;
}

interface Entry {
  latest: FunctionConfiguration;
  readonly published: FunctionConfiguration[];
  updates: number;
  reserved: number | undefined;
}

/** Makes an empty registry. */
export function createFunctionRegistry(): FunctionRegistry {
  const functions = new Map<string, Entry>();

  const find = (nameOrArn: string): Entry => {
    const entry = functions.get(nameAndQualifier(nameOrArn).name);
    if (!entry) throw notFound(nameOrArn);
    return entry;
  };
  return {
    create: (configuration) =>
      void functions.set(configuration.functionName, {
        latest: configuration,
        published: [],
        updates: 0,
        reserved: configuration.reservedConcurrency,
      }),
    update(nameOrArn, changes, revisionId) {
      const entry = find(nameOrArn);
      if (revisionId !== undefined && revisionId !== revisionOf(entry)) {
        throw new ServiceError(
          "PreconditionFailedException",
          "The RevisionId provided does not match the latest RevisionId. Call the GetFunction API to retrieve the latest RevisionId.",
          412,
        );
      }
      entry.updates += 1;
      entry.latest = { ...entry.latest, ...changes };
      return entry.latest;
    },
    revisionId: (nameOrArn) => revisionOf(find(nameOrArn)),
    publish(nameOrArn) {
      const { latest, published } = find(nameOrArn);
      return String(published.push({ ...latest })); // A copy: environments belong to one configuration, and so to one version.
    },
    resolve(nameOrArn, qualifier) {
      const { latest, published } = find(nameOrArn);
      const named = nameAndQualifier(nameOrArn).qualifier;
      if (named !== undefined && qualifier !== undefined && named !== qualifier) {
        throw new ServiceError(
          "InvalidParameterValueException",
          "The derived qualifier from the function name does not match the specified qualifier.",
        );
      }
      const asked = named ?? qualifier;
      const version = asked ?? "$LATEST";
      const configuration = version === "$LATEST" ? latest : published[Number(version) - 1];
      if (!configuration) throw notFound(`${latest.functionArn}:${version}`);
      const invokedArn = asked === undefined ? latest.functionArn : `${latest.functionArn}:${asked}`;
      return { configuration, version, invokedArn };
    },
    list: () => [...functions.values()].map(({ latest }) => latest),
    reservedConcurrency: (nameOrArn) => find(nameOrArn).reserved,
    reserveConcurrency(nameOrArn, invocations) {
      find(nameOrArn).reserved = invocations;
    },
  };
}

/** In the form of a UUID, and the same each time the same things happen. */
function revisionOf({ latest, updates }: Entry): string {
  const hex = createHash("sha256").update(`${latest.functionArn} ${updates}`).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}

/** `name`, `name:qualifier`, `account:function:name`, `arn:aws:lambda:region:account:function:name:qualifier` and so on. */
function nameAndQualifier(nameOrArn: string): { readonly name: string; readonly qualifier: string | undefined } {
  const parts = nameOrArn.split(":");
  const [name = nameOrArn, qualifier] = parts.slice(parts.indexOf("function") + 1);
  return { name, qualifier };
}

function notFound(nameOrArn: string): ServiceError {
  return new ServiceError("ResourceNotFoundException", `Function not found: ${nameOrArn}`, 404);
}

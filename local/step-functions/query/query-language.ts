import type { Payload } from "../execution/payload.ts";
import type { Thread } from "../execution/thread.ts";
import type { Assignments } from "../execution/variables.ts";

/** A state's, rule's or catcher's fields as the definition has them. */
export type Fields = Readonly<Record<string, unknown>>;

/** What leaves a state: its output, and the variables that it sets. */
export interface Outcome {
  readonly output: Payload;
  readonly assignments: Assignments | undefined;
}

/** The data fields of one state, ready to be evaluated. Each throws a `DataFault` that names the field at fault. */
export interface DataFlow {
  /** What the state works on: JSONata `Arguments`, JSONPath `InputPath` and `Parameters`. */
  work(thread: Thread, input: Payload): Promise<Payload>;
  /** What leaves a state that came to a result: JSONata `Output`; JSONPath `ResultSelector`, `ResultPath`, `OutputPath`; both `Assign`. */
  result(thread: Thread, input: Payload, result: Payload): Promise<Outcome>;
  /** What leaves a state that has no result of its own: Pass, Wait, Choice, Succeed. */
  pass(thread: Thread, input: Payload): Promise<Outcome>;
}

/** The data fields of a catcher, ready to be evaluated. */
export type CatcherFlow = (thread: Thread, input: Payload, errorOutput: Payload) => Promise<Outcome>;

/** A value that a field holds, computes or points at; undefined when the field is absent. */
export type FieldValue = (thread: Thread, input: Payload) => Promise<unknown>;

/** The items of a Map state: an array, or an object whose members they are. */
export type MapItems = (thread: Thread, input: Payload) => Promise<readonly unknown[] | object>;

/** A condition of a Choice rule. */
export type Condition = (thread: Thread, input: Payload) => Promise<boolean>;

/**
 * One of the two query languages of the Amazon States Language. A state is compiled with its own, else with its machine's;
 * everything else about a state is the same in both. Each method throws a `DefinitionError` for a field it cannot read.
 */
export interface QueryLanguage {
  readonly name: "JSONata" | "JSONPath";
  /**
   * @param fields a state's fields, or a Choice rule's laid over its state's
   * @param place where `Output` and `Assign` stand in the state, as errors name it: `Choices[0]/`; nothing for the state's own
   */
  dataFlow(fields: Fields, place?: string): DataFlow;
  catcherFlow(fields: Fields, location: string): CatcherFlow;
  /** The value of a field such as `TimeoutSeconds`, also under its JSONPath spelling `TimeoutSecondsPath`. */
  field(fields: Fields, name: string): FieldValue;
  /**
   * The items of a Map state: JSONata `Items`, JSONPath `InputPath` and `ItemsPath`.
   * @param takesObject whether an object's members may be the items, as in distributed mode
   */
  items(fields: Fields, takesObject?: boolean): MapItems;
  /** What a Map iteration gets in place of its item; undefined when the state has no selector. */
  itemSelector(fields: Fields): ((thread: Thread, input: Payload) => Promise<Payload>) | undefined;
  /** @param state the fields of the Choice state, for its `InputPath` */
  condition(state: Fields, rule: Fields, location: string): Condition;
}

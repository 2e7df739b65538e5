import type { Payload } from "../execution/payload.ts";
import type { Thread } from "../execution/thread.ts";
import type { DataFlow, Fields, QueryLanguage } from "../query/query-language.ts";

/**
 * A query language that evaluates a state's data fields one after another and shows each step to the test, under its name in
 * `inspectionData`. https://docs.aws.amazon.com/step-functions/latest/apireference/API_InspectionData.html
 */
export function watched(language: QueryLanguage): QueryLanguage {
  const items = (fields: Fields, takesObject?: boolean) => {
    const evaluate = language.items(fields, takesObject);
    const select = language.dataFlow(only(fields, ["InputPath"]));
    return async (thread: Thread, input: Payload) => {
      see(thread, "afterInputPath", await select.work(thread, input));
      return evaluate(thread, input);
    };
  };
  return language.name === "JSONata"
    ? { ...language, dataFlow: (fields) => watchedJsonata(language.dataFlow(fields), fields) }
    : { ...language, items, dataFlow: (fields) => watchedJsonPath(language, fields) };
}

function watchedJsonata(data: DataFlow, fields: Fields): DataFlow {
  return {
    ...data,
    work: async (thread, input) => {
      const work = await data.work(thread, input);
      if ("Arguments" in fields) see(thread, "afterArguments", work);
      return work;
    },
    result: async (thread, input, result) => {
      see(thread, "result", result);
      return data.result(thread, input, result);
    },
  };
}

/** `InputPath`, `Parameters`, `ResultSelector`, `ResultPath`, `OutputPath`, each evaluated on what the one before gave. */
function watchedJsonPath(language: QueryLanguage, fields: Fields): DataFlow {
  const field = (...names: readonly string[]) => language.dataFlow(only(fields, names));
  const whole = language.dataFlow(fields);
  const inputPath = field("InputPath");
  const parameters = field("Parameters");
  const constant = field("Result");
  const resultSelector = field("ResultSelector");
  const resultPath = field("ResultPath");
  const outputPath = field("OutputPath");
  const assign = field("Assign");

  const work = async (thread: Thread, input: Payload) => {
    const selected = await inputPath.work(thread, input);
    see(thread, "afterInputPath", selected);
    const effective = await parameters.work(thread, selected);
    see(thread, "afterParameters", effective);
    return effective;
  };
  const leave = async (thread: Thread, input: Payload, result: Payload) => {
    const { output: selected } = await resultSelector.result(thread, input, result);
    see(thread, "afterResultSelector", selected);
    const { output: placed } = await resultPath.result(thread, input, selected);
    see(thread, "afterResultPath", placed);
    const { output } = await outputPath.result(thread, placed, placed);
    const { assignments } = await assign.result(thread, input, selected);
    return { output, assignments };
  };
  return {
    work,
    result: async (thread, input, result) => {
      see(thread, "result", result);
      return leave(thread, input, result);
    },
    pass: async (thread, input) => {
      if (fields.Type !== "Pass") {
        see(thread, "afterInputPath", await inputPath.work(thread, input));
        return whole.pass(thread, input);
      }
      const effective = await work(thread, input);
      const { output } = await constant.pass(thread, effective);
      if ("Result" in fields) see(thread, "result", output);
      return leave(thread, input, output);
    },
  };
}

function only(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
}

function see(thread: Thread, name: string, payload: Payload): void {
  thread.run.test?.inspect(name, payload.text);
}

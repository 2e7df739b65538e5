import type { FunctionFigures } from "../../domain/remedy/find-ailment.ts";
import type { FunctionHealth } from "../../ports/function-health.ts";
import type { FunctionSetting, FunctionSettings } from "../../ports/function-settings.ts";
import { rejected, transient } from "../../runtime/faults.ts";

/** Functions as AWS Lambda and CloudWatch would show them; tests set their figures and look at their memory. */
export function fakeFunctions(names: readonly string[], memoryMb = 512) {
  const settings = new Map(
    names.map((name) => [name, { memoryMb, timeoutS: 8, update: "settled" as const, version: 1 }]),
  );
  const figures = new Map<string, Partial<FunctionFigures>>();
  const kills = new Map<string, number>();
  /** Every memory that was set, in order. */
  const set: [functionName: string, memoryMb: number][] = [];
  const of = (functionName: string) => {
    const setting = settings.get(functionName);
    if (!setting) throw rejected(`there is no function ${functionName}`);
    return setting;
  };
  const port: FunctionHealth & FunctionSettings = {
    measure: async (wanted) =>
      wanted.map((functionName) => ({
        invocations: 0,
        errors: 0,
        longestMs: 0,
        memoryPercent: 0,
        ...figures.get(functionName),
        functionName,
      })),
    countKills: async (functionName) => kills.get(functionName) ?? 0,
    readSetting: async (functionName): Promise<FunctionSetting> => {
      const { version, ...setting } = of(functionName);
      return { ...setting, revisionId: String(version) };
    },
    setMemory: async (functionName, wantedMb, revisionId) => {
      const setting = of(functionName);
      if (revisionId !== String(setting.version)) throw transient("somebody else was faster");
      settings.set(functionName, { ...setting, memoryMb: wantedMb, version: setting.version + 1 });
      set.push([functionName, wantedMb]);
    },
  };
  return {
    ...port,
    figures,
    kills,
    set: set as readonly [string, number][],
    memoryOf: (functionName: string) => of(functionName).memoryMb,
    /** Changes a function as a deployment would. */
    deploy(functionName: string, memoryMb: number): void {
      const setting = of(functionName);
      settings.set(functionName, { ...setting, memoryMb, version: setting.version + 1 });
    },
  };
}

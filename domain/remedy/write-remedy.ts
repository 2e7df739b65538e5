import type { Remedy } from "../../schemas/remedy.ts";
import type { Resolution } from "../issue/issue-life.ts";

/** The issue log takes so many characters for each of cause, remedy and prevention. */
const longestText = 500;

const cut = (text: string) => [...text].slice(0, longestText).join("");
const sizes = ({ fromMb = 0, toMb = 0 }: Remedy) => `${fromMb} -> ${toMb} MB`;

/**
 * How an issue was settled whose remedies have all held. The prevention is a change in the code: a remedy changes the function only, and the next
 * deployment would put back what the template says.
 */
export function writeResolution(remedies: readonly Remedy[]): Resolution {
  const each = (write: (remedy: Remedy) => string) => cut(remedies.map(write).join("; "));
  return {
    cause: each(({ functionName, evidence }) => `${functionName}: ${evidence} (메모리 부족)`),
    remedy: each(
      (remedy) =>
        `memory of ${remedy.functionName} ${sizes(remedy)} (메모리 증설) by ${remedy.remedyId}; then well through ${remedy.detail ?? "its watch"}`,
    ),
    prevention: each(
      ({ functionName, toMb = 0, fromMb = 0 }) =>
        `set memorySize: ${toMb} for ${functionName} in its functions.yml: the next deployment puts back ${fromMb} MB (배포 전에 반영)`,
    ),
  };
}

const reasons: Readonly<Record<NonNullable<Remedy["reason"]>, readonly [en: string, ko: string]>> = {
  recovered: ["it is well", "회복됨"],
  "still-ill": ["more memory did not help", "메모리를 늘려도 낫지 않음"],
  "too-few-invocations": ["it ran too seldom to tell whether more memory helps", "호출이 적어 효과를 확인하지 못함"],
  stopped: ["remedies were stopped", "자동 조치가 중지됨"],
  "under-way": ["it is being treated already", "이미 조치 중"],
  "cooling-down": ["it was treated within the last day", "최근 하루 안에 이미 조치함"],
  "budget-spent": ["the day's remedies are spent", "하루 조치 한도를 다 씀"],
  "at-bound": ["its memory is at the bound of remedies", "메모리가 자동 조치 한도에 이름"],
  "changed-by-others": ["somebody else has changed it meanwhile", "그사이 다른 사람이 변경함"],
  "undone-by-hand": ["somebody has undone it", "사람이 되돌림"],
  "step-failed": ["a step of the remedy failed", "조치 단계가 실패함"],
};

/** What the second line is told when a remedy needs people. */
export interface Call {
  readonly subject: string;
  readonly message: string;
}

/** Writes the call: which function, what was tried, how it is now, where to go on. SNS takes subjects of at most 100 ASCII characters. */
export function writeCall(remedy: Remedy, issueId: string): Call {
  const { remedyId, functionName, evidence, state, reason = "step-failed", detail = "", appliedAt } = remedy;
  const [en, ko] = reasons[reason];
  const isRaised = appliedAt !== undefined && state !== "undone";
  const before = `${remedy.fromMb ?? "its"} MB`;
  const now = isRaised ? `${remedy.toMb ?? "more"} MB (was ${before}; not proven)` : "as it was before";
  return {
    subject: `[aicc][high] ${issueId} needs a person: remedy ${state} (second line)`.slice(0, 100),
    message: [
      `${issueId}: remedy ${remedyId} for ${functionName} is ${state}: ${en}.`,
      `Evidence: ${evidence}. ${detail}`,
      `The function's memory is ${now}.${isRaised ? ` Undo: npm run remedies -- undo ${remedyId} --by NAME --why TEXT` : ""}`,
      `Runbooks: docs/runbooks/memory-high.md, docs/runbooks/near-timeout.md. npm run issues -- take ${issueId} --by NAME`,
      "",
      `${issueId}: ${functionName} 자동 조치(${remedyId}) 결과 ${state}: ${ko}.`,
      `근거: ${evidence}. 함수 메모리: ${isRaised ? `${remedy.toMb ?? ""} MB(이전 ${before}, 효과 미확인)` : "조치 이전과 같음"}.`,
      "2차 대응팀이 이슈를 맡아 주세요.",
    ].join("\n"),
  };
}

/** Whether people must be told of how a remedy ended: not when it held, when there was nothing to do or a person did it, nor twice for one issue that nothing was done about. */
export function needsPerson(
  { remedyId, state, reason, appliedAt }: Remedy,
  ofSameIssue: readonly Pick<Remedy, "remedyId" | "isPersonCalled">[],
): boolean {
  if (state === "held" || reason === "under-way" || reason === "undone-by-hand") return false;
  if (reason === "stopped" && appliedAt === undefined) return false;
  return state !== "refused" || !ofSameIssue.some((one) => one.remedyId !== remedyId && one.isPersonCalled === true);
}

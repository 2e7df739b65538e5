import type { SurveyQuestion } from "../../schemas/survey.ts";

/** What the survey says. */
export interface SurveyPrompts {
  readonly questions: Readonly<Record<SurveyQuestion, string>>;
  /** Before a question that is asked again. */
  readonly again: string;
  readonly thanks: string;
}

/** @param answer how to answer: a verb in the form that goes before "please" */
const korean = (answer: string): SurveyPrompts => ({
  questions: {
    overall: `오늘 상담은 어떠셨나요? 매우 만족은 5번, 매우 불만족은 1번, 1에서 5 사이로 ${answer} 주세요.`,
    connectionSpeed: `연결 속도는 어떠셨나요? 1에서 5 사이의 번호를 ${answer} 주세요.`,
    voiceQuality: "통화 음질은 어떠셨나요?",
    botAccuracy: "인공지능 상담원의 답변은 정확했나요?",
    agentService: "상담원의 응대는 어떠셨나요?",
  },
  again: `1에서 5 사이의 번호를 ${answer} 주세요.`,
  thanks: "소중한 의견 감사합니다.",
});

/** @param answer how to answer: an imperative */
const english = (answer: string): SurveyPrompts => ({
  questions: {
    overall: `How was your experience today? Please ${answer} a number from 1 to 5, 5 being very satisfied and 1 very dissatisfied.`,
    connectionSpeed: `How quickly were you connected? Please ${answer} a number from 1 to 5.`,
    voiceQuality: "How was the sound quality of the call?",
    botAccuracy: "How accurate were the answers of our automated assistant?",
    agentService: "How was the service of our agent?",
  },
  again: `Please ${answer} a number from 1 to 5.`,
  thanks: "Thank you for your feedback.",
});

/**
 * The survey's words in the caller's language: Korean, else English.
 * @param isHeard whether what the caller says is transcribed, so that an answer may be spoken
 */
export function surveyPrompts(languageCode: string, isHeard: boolean): SurveyPrompts {
  return languageCode.toLowerCase().startsWith("ko")
    ? korean(isHeard ? "누르거나 말씀해" : "눌러")
    : english(isHeard ? "press or say" : "press");
}

import type { SurveyQuestion } from "../../schemas/survey.ts";

/** What the survey says. */
export interface SurveyPrompts {
  readonly questions: Readonly<Record<SurveyQuestion, string>>;
  /** Before a question that is asked again. */
  readonly again: string;
  readonly thanks: string;
}

const korean: SurveyPrompts = {
  questions: {
    overall: "오늘 상담은 어떠셨나요? 매우 만족은 5번, 매우 불만족은 1번, 1에서 5 사이로 눌러 주세요.",
    connectionSpeed: "연결 속도는 어떠셨나요? 1에서 5 사이의 번호를 눌러 주세요.",
    voiceQuality: "통화 음질은 어떠셨나요?",
    botAccuracy: "인공지능 상담원의 답변은 정확했나요?",
    agentService: "상담원의 응대는 어떠셨나요?",
  },
  again: "1에서 5 사이의 번호를 눌러 주세요.",
  thanks: "소중한 의견 감사합니다.",
};

const english: SurveyPrompts = {
  questions: {
    overall:
      "How was your experience today? Please press a number from 1 to 5, 5 being very satisfied and 1 very dissatisfied.",
    connectionSpeed: "How quickly were you connected? Please press a number from 1 to 5.",
    voiceQuality: "How was the sound quality of the call?",
    botAccuracy: "How accurate were the answers of our automated assistant?",
    agentService: "How was the service of our agent?",
  },
  again: "Please press a number from 1 to 5.",
  thanks: "Thank you for your feedback.",
};

/** The survey's words in the caller's language: Korean, else English. */
export function surveyPrompts(languageCode: string): SurveyPrompts {
  return languageCode.toLowerCase().startsWith("ko") ? korean : english;
}

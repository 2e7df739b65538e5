import type { ActionType } from "./action-type.ts";
import { compare } from "./actions/compare.ts";
import { disconnectParticipant } from "./actions/disconnect-participant.ts";
import { endFlowExecution } from "./actions/end-flow-execution.ts";
import { getParticipantInput } from "./actions/get-participant-input.ts";
import { invokeLambdaFunction } from "./actions/invoke-lambda-function.ts";
import { loop } from "./actions/loop.ts";
import { messageParticipant } from "./actions/message-participant.ts";
import { messageParticipantIteratively } from "./actions/message-participant-iteratively.ts";
import { transferContactToQueue } from "./actions/transfer-contact-to-queue.ts";
import { transferToFlow } from "./actions/transfer-to-flow.ts";
import { updateContactAttributes } from "./actions/update-contact-attributes.ts";
import { updateContactData } from "./actions/update-contact-data.ts";
import { updateContactEventHooks } from "./actions/update-contact-event-hooks.ts";
import { updateContactMediaStreamingBehavior } from "./actions/update-contact-media-streaming-behavior.ts";
import { updateContactRoutingBehavior } from "./actions/update-contact-routing-behavior.ts";
import { updateContactTargetQueue } from "./actions/update-contact-target-queue.ts";
import { updateContactTextToSpeechVoice } from "./actions/update-contact-text-to-speech-voice.ts";
import { updateFlowLoggingBehavior } from "./actions/update-flow-logging-behavior.ts";

/** Every action of the flow language that the simulated Amazon Connect can run. Everything else is refused when a flow is loaded. */
export const actionTypes: readonly ActionType[] = [
  compare,
  disconnectParticipant,
  endFlowExecution,
  getParticipantInput,
  invokeLambdaFunction,
  loop,
  messageParticipant,
  messageParticipantIteratively,
  transferContactToQueue,
  transferToFlow,
  updateContactAttributes,
  updateContactData,
  updateContactEventHooks,
  updateContactMediaStreamingBehavior,
  updateContactRoutingBehavior,
  updateContactTargetQueue,
  updateContactTextToSpeechVoice,
  updateFlowLoggingBehavior,
];

const { readFileSync } = require("node:fs");
const { join } = require("node:path");

/** What the example ARNs in the flows stand for: text or pattern, and the stack's own resource. */
const own = [
  ["arn:aws:lambda:ap-northeast-2:000000000000:function:aicc-dev-beginMedia", "${BeginMediaLambdaFunction.Arn}"],
  ["arn:aws:lambda:ap-northeast-2:000000000000:function:aicc-dev-nextAction", "${NextActionLambdaFunction.Arn}"],
  ["arn:aws:lambda:ap-northeast-2:000000000000:function:aicc-dev-queueStatus", "${QueueStatusLambdaFunction.Arn}"],
  [
    "arn:aws:lambda:ap-northeast-2:000000000000:function:aicc-dev-acceptCallback",
    "${AcceptCallbackLambdaFunction.Arn}",
  ],
  [
    "arn:aws:lambda:ap-northeast-2:000000000000:function:aicc-dev-takeSurveyAnswer",
    "${TakeSurveyAnswerLambdaFunction.Arn}",
  ],
  [
    "arn:aws:connect:ap-northeast-2:000000000000:instance/00000000-0000-4000-8000-000000000000/contact-flow/00000000-0000-4000-8000-000000000003",
    "${SurveyFlow.ContactFlowArn}",
  ],
  [/arn:aws:connect:[^"]*\/queue\/[^"]*/g, "${KoreanGeneralQueue.QueueArn}"],
  [/arn:aws:connect:[^"]*\/contact-flow\/[^"]*/g, "${QueueFlow.ContactFlowArn}"],
];

/**
 * A flow as CloudFormation wants it: text, in which the stack's own resources stand in the place of the example ARNs.
 * Serverless reads variables from CommonJS files only, hence this one file that is not TypeScript.
 */
function content(file) {
  const text = readFileSync(join(__dirname, file), "utf8");
  let flow = JSON.stringify(JSON.parse(text)).replaceAll("${", "${!");
  for (const [example, resource] of own) flow = flow.replaceAll(example, resource);
  return { "Fn::Sub": flow };
}

module.exports.inbound = () => content("inbound.json");
module.exports.queue = () => content("queue.json");
module.exports.outbound = () => content("outbound.json");
module.exports.survey = () => content("survey.json");

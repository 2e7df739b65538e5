const { readFileSync } = require("node:fs");
const { join } = require("node:path");

/**
 * A flow as CloudFormation wants it: text, in which the stack's own resources stand in the place of the example ARNs.
 * Serverless reads variables from CommonJS files only, hence this one file that is not TypeScript.
 */
function content(file) {
  const text = readFileSync(join(__dirname, file), "utf8");
  const variables = {
    "arn:aws:lambda:ap-northeast-2:000000000000:function:aicc-dev-beginMedia": "${BeginMediaLambdaFunction.Arn}",
    "arn:aws:lambda:ap-northeast-2:000000000000:function:aicc-dev-nextAction": "${NextActionLambdaFunction.Arn}",
    "arn:aws:lambda:ap-northeast-2:000000000000:function:aicc-dev-takeSurveyAnswer":
      "${TakeSurveyAnswerLambdaFunction.Arn}",
    "arn:aws:connect:ap-northeast-2:000000000000:instance/00000000-0000-4000-8000-000000000000/contact-flow/00000000-0000-4000-8000-000000000003":
      "${SurveyFlow.ContactFlowArn}",
  };
  let flow = JSON.stringify(JSON.parse(text)).replaceAll("${", "${!");
  for (const [example, own] of Object.entries(variables)) flow = flow.replaceAll(example, own);
  flow = flow.replaceAll(/arn:aws:connect:[^"]*\/queue\/[^"]*/g, "${KoreanGeneralQueue.QueueArn}");
  return { "Fn::Sub": flow };
}

module.exports.inbound = () => content("inbound.json");
module.exports.survey = () => content("survey.json");

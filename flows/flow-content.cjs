const { readFileSync } = require("node:fs");
const { join } = require("node:path");

/**
 * The inbound flow as CloudFormation wants it: text, in which the example ARNs of flows/inbound.json stand for the stack's own resources.
 * Serverless reads variables from CommonJS files only, hence this one file that is not TypeScript.
 */
module.exports.inbound = () => {
  const text = readFileSync(join(__dirname, "inbound.json"), "utf8");
  const variables = {
    "arn:aws:lambda:ap-northeast-2:000000000000:function:aicc-dev-beginMedia": "${BeginMediaLambdaFunction.Arn}",
    "arn:aws:lambda:ap-northeast-2:000000000000:function:aicc-dev-nextAction": "${NextActionLambdaFunction.Arn}",
  };
  let content = JSON.stringify(JSON.parse(text)).replaceAll("${", "${!");
  for (const [example, own] of Object.entries(variables)) content = content.replaceAll(example, own);
  content = content.replaceAll(/arn:aws:connect:[^"]*\/queue\/[^"]*/g, "${KoreanGeneralQueue.QueueArn}");
  return { "Fn::Sub": content };
};

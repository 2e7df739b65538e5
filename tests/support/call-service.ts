import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type SendTaskSuccessCommand, SFNClient } from "@aws-sdk/client-sfn";
import type { LocalService } from "../../local/gateway/service.ts";

/** Sends one Step Functions command to a service through the real SDK client, over a socket of its own. */
export async function callService(service: LocalService, command: SendTaskSuccessCommand): Promise<void> {
  const server = createServer((request, response) => void service.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const client = new SFNClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: "ap-northeast-2",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  try {
    await client.send(command);
  } finally {
    client.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ComprehendClient } from "@aws-sdk/client-comprehend";
import type { LocalService } from "../../local/gateway/service.ts";

/** Serves the simulated Amazon Comprehend on loopback, with a client of the SDK that asks it once. */
export async function openComprehend(service: LocalService) {
  const server = createServer((request, response) => void service.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const client = new ComprehendClient({
    region: "ap-northeast-2",
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  const close = async () => {
    client.destroy();
    server.closeAllConnections();
    await service.close();
    await new Promise((resolve) => server.close(resolve));
  };
  return { client, close };
}

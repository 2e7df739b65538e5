import { connect } from "node:net";

/** A kept-alive HTTP/1.1 connection to Step Functions that costs its owner next to nothing, so that what it measures is the server. */
export interface Connection {
  /** One call after the other: sends the operation and resolves with the answer's body. */
  call(operation: string, body: string): Promise<string>;
  close(): void;
}

/** Opens a connection; it understands answers that carry a Content-Length, as the local stack's do. */
export async function openConnection(endpointUrl: string): Promise<Connection> {
  const { hostname, port } = new URL(endpointUrl);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  // Signed for show, so that the gateway finds the service in the way in which it finds it for the SDK.
  const head = [
    "POST / HTTP/1.1",
    `Host: ${hostname}:${port}`,
    "Authorization: AWS4-HMAC-SHA256 Credential=LOCALSTACKCLIENT/20260101/ap-northeast-2/states/aws4_request, SignedHeaders=host, Signature=0",
    "Content-Type: application/x-amz-json-1.0",
  ].join("\r\n");
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", reject);
  });
  let received = "";
  let waiting: PromiseWithResolvers<string> | undefined;
  socket.setEncoding("latin1");
  socket.on("data", (chunk: string) => {
    received += chunk;
    const headEnd = received.indexOf("\r\n\r\n");
    if (headEnd < 0) return;
    const answerHead = received.slice(0, headEnd);
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(answerHead)?.[1]);
    if (received.length < headEnd + 4 + length) return;
    const body = Buffer.from(received.slice(headEnd + 4), "latin1").toString("utf8");
    received = "";
    if (answerHead.startsWith("HTTP/1.1 200 ")) waiting?.resolve(body);
    else waiting?.reject(new Error(`${answerHead.slice(0, answerHead.indexOf("\r\n"))}: ${body}`));
  });
  socket.on("close", () => waiting?.reject(new Error("The server closed the connection.")));
  socket.on("error", (error) => waiting?.reject(error));
  return {
    call(operation, body) {
      waiting = Promise.withResolvers();
      const target = `X-Amz-Target: AWSStepFunctions.${operation}`;
      socket.write(`${head}\r\n${target}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
      return waiting.promise;
    },
    close: () => void socket.destroy(),
  };
}

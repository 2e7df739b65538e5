/**
 * What `process.getActiveResourcesInfo()` lists while it is under way and will come back by itself
 * (https://nodejs.org/api/process.html#processgetactiveresourcesinfo). Not among them: timers, and writing to sockets, which may wait for a reader.
 */
const kinds: ReadonlySet<string> = new Set([
  "Immediate",
  "FSReqCallback",
  "FSReqPromise",
  "GetAddrInfoReqWrap",
  "GetNameInfoReqWrap",
  "ConnectWrap",
  "CloseReq",
]);

/** Whether this thread's event loop has something to do that needs no time to pass: callbacks in line, files being read, connections being made. */
export function isEventLoopBusy(): boolean {
  return process.getActiveResourcesInfo().some((kind) => kinds.has(kind));
}

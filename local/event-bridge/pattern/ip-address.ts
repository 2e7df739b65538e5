/** An address as a number, and how many bits its family has. */
export interface IpAddress {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

const looksLikeIpv4 = /^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$/;
const looksLikeIpv6 = /^[0-9a-fA-F:]*:[0-9a-fA-F:]*$/;

/** Tells whether a text has the form of an address; it may still be none, such as `1.2.3.400`. */
export function looksLikeIpAddress(text: string): boolean {
  return looksLikeIpv4.test(text) || looksLikeIpv6.test(text);
}

/** Parses an IPv4 or IPv6 address; `undefined` when the text is none. IPv4 within IPv6 (`::ffff:1.2.3.4`) is not known to EventBridge. */
export function parseIpAddress(text: string): IpAddress | undefined {
  if (looksLikeIpv4.test(text)) return parseIpv4(text);
  return looksLikeIpv6.test(text) ? parseIpv6(text) : undefined;
}

function parseIpv4(text: string): IpAddress | undefined {
  const parts = text.split(".").map(Number);
  if (parts.some((part) => part > 255)) return undefined;
  return { bits: 32, value: parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n) };
}

function parseIpv6(text: string): IpAddress | undefined {
  const [left = "", right, ...more] = text.split("::");
  if (more.length > 0) return undefined;
  const head = groupsOf(left);
  const tail = groupsOf(right ?? "");
  const missing = 8 - head.length - tail.length;
  if (right === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...new Array<string>(missing).fill("0"), ...tail];
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return { bits: 128, value: groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n) };
}

function groupsOf(text: string): string[] {
  return text === "" ? [] : text.split(":");
}

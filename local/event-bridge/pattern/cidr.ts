import { InvalidEventPattern } from "../invalid-event-pattern.ts";
import { type IpAddress, looksLikeIpAddress, parseIpAddress } from "./ip-address.ts";

/**
 * Parses a block of addresses such as `10.0.0.0/24`: from the address that is written, which need not be the block's first, to the block's last.
 * The masks /32 and /128 are refused: for one address, the address itself is the pattern.
 * Source: https://github.com/aws/event-ruler (CIDR)
 * @throws InvalidEventPattern in AWS's words, which tell no place
 */
export function parseCidr(text: string): (address: IpAddress) => boolean {
  // The first part of an empty rest counts as missing, as in Java.
  const [written = "", mask = "", ...more] = text.split("/");
  if (mask === "" || more.some((part) => part !== ""))
    throw new InvalidEventPattern("Malformed CIDR, one '/' required");
  if (!/^[-+]?[0-9]{1,9}$/.test(mask)) throw new InvalidEventPattern("Malformed CIDR, mask bits must be an integer");
  const bits = Number(mask);
  if (bits < 0) throw new InvalidEventPattern("Malformed CIDR, mask bits must not be negative");
  if (!looksLikeIpAddress(written)) throw new InvalidEventPattern(`Nonstandard IP address: ${written}`);
  const first = parseIpAddress(written);
  if (!first) throw new InvalidEventPattern(`Invalid IP address: ${written}`);
  if (bits >= first.bits) {
    const family = first.bits === 32 ? "IPv4" : "IPv6";
    throw new InvalidEventPattern(`${family} mask bits must be < ${first.bits}`);
  }
  const last = first.value | ((1n << BigInt(first.bits - bits)) - 1n);
  return (address) => address.bits === first.bits && address.value >= first.value && address.value <= last;
}

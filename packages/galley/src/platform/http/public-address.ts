import ipaddr from 'ipaddr.js'

/** What ipaddr.js counts as ordinary although IANA sets it aside. */
const SPECIAL_V6 = [
  '2001::/23', // IETF protocol assignments: Teredo, ORCHID, benchmarking
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: carries any IPv4 address inside
  '3fff::/20', // documentation
].map((network) => ipaddr.IPv6.parseCIDR(network))

const GLOBAL_V6 = ipaddr.IPv6.parseCIDR('2000::/3')

const SPECIAL_V4 = [
  '192.0.0.0/24', // IETF protocol assignments
  '192.88.99.0/24', // 6to4 relays
  '198.18.0.0/15', // benchmarking
].map((network) => ipaddr.IPv4.parseCIDR(network))

/**
 * True for an address on the public internet: not private, loopback, link-local, shared, multicast
 * or reserved, and not an IPv6 wrapping of an IPv4 address (mapped, NAT64, 6to4), which could lead
 * to any of those.
 *
 * @example
 * isPublicAddress('93.184.215.14') // true
 * isPublicAddress('::ffff:10.0.0.1') // false
 */
export function isPublicAddress(address: string): boolean {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) {
    const parsed = ipaddr.IPv4.parse(address)
    return parsed.range() === 'unicast' && !SPECIAL_V4.some((network) => parsed.match(network))
  }
  if (!ipaddr.IPv6.isValid(address)) return false
  const parsed = ipaddr.IPv6.parse(address)
  return (
    parsed.range() === 'unicast' &&
    parsed.match(GLOBAL_V6) &&
    !SPECIAL_V6.some((network) => parsed.match(network))
  )
}

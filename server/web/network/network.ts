import type { networkInterfaces } from 'node:os'
import { isIPv4 } from 'node:net'

/** This machine's addresses by the names of their interfaces. */
export type Interfaces = ReturnType<typeof networkInterfaces>

interface Address {
  name: string
  address: string
  netmask: string
  mac: string
}

/** Interfaces of virtual machines, containers and VPNs: phones in the room are not on them. */
const VIRTUAL_NAMES = [
  // Containers and virtual machines on Linux. `br0` is a bridge that somebody set up; Docker's have twelve hex digits.
  /^(?:docker|podman|veth|br-[\da-f]{6,}|virbr|lxc|lxdbr|incusbr|cni|flannel|cali|cilium|kube|vnet|waydroid|mpqemubr)/,
  /^(?:vmnet|vboxnet|vmenet|vnic|bridge|anpi|awdl|llw|feth)\d/,
  // VPNs by the kind of their interface, on Linux and macOS.
  /^(?:tun|tap|utun|ipsec|ppp|wg|gif|stf|sit)\d/,
  // By their makers, as on Windows.
  /virtualbox|vmware|parallels|hyper-v|default switch|\bwsl\b|docker|npcap|loopback|bluetooth/,
  /vpn|wireguard|wintun|tap-windows|nordlynx|tailscale|zerotier|^zt[\da-z]|hamachi|mullvad|proton|cisco|anyconnect|fortinet|globalprotect|zscaler|warp|nebula|netbird|surfshark|^ham\d/,
]

/**
 * Windows calls any further adapter "Ethernet 3", but its MAC address shows the maker: VirtualBox, VMware's two networks,
 * Hyper-V's own switches, Parallels, TAP drivers and Cisco.
 */
const VIRTUAL_HARDWARE = /^(?:0a:00:27|00:50:56:c0|00:15:5d|00:1c:42|00:ff|00:05:9a)/

/** Global and unique local ones. A link-local address needs the name of an interface, which no browser takes. */
const IPV6_OF_NETWORK = /^(?:[23][\da-f]{3}|f[cd][\da-f]{2}):/i

/** Self-assigned: without a network's own, or for IPv4 over IPv6. */
const OWN_IPV4 = /^(?:169\.254|192\.0\.0)\./

/**
 * The machine's addresses that phones may reach, the likeliest first. For every interface its IPv4 addresses, or IPv6 if it has no others.
 * @param interfaces from the system
 * @param routed this machine's addresses on the default route, see `routedAddresses`
 */
export function lanAddresses(interfaces: Interfaces, routed: readonly string[] = []): string[] {
  const offered = Object.entries(interfaces).flatMap(([name, list = []]) => {
    const outside = list.filter(({ internal }) => !internal)
    const ipv4 = outside.filter(({ address }) => isIPv4(address) && !OWN_IPV4.test(address))
    return (ipv4.length > 0 ? ipv4 : outside.filter(({ address }) => IPV6_OF_NETWORK.test(address))).map(one => ({ ...one, name }))
  })
  const likelihoods = new Map(offered.map(one => [one, likelihood(one, routed)]))
  // Two interfaces may have the same one.
  return [...new Set(offered.sort((a, b) => likelihoods.get(b)! - likelihoods.get(a)!).map(({ address }) => address))]
}

/** A VPN may be the default route, and phones are not on it. */
function likelihood(one: Address, routed: readonly string[]): number {
  return (isVirtual(one) ? 0 : 200) + (routed.includes(one.address) ? 100 : 0) + (isIPv4(one.address) ? 10 : 0) + usualRange(one.address)
}

function isVirtual({ name, netmask, mac }: Address): boolean {
  // A network of one address is the end of a tunnel.
  return VIRTUAL_NAMES.some(pattern => pattern.test(name.toLowerCase())) || VIRTUAL_HARDWARE.test(mac) || netmask === '255.255.255.255'
}

/** Wifi routers and hotspots assign the first ones, offices rather the second, containers the last. */
function usualRange(address: string): number {
  return /^(?:192\.168|172\.20\.10)\./.test(address) ? 3 : address.startsWith('10.') ? 2 : /^172\.(?:1[6-9]|2\d|3[01])\./.test(address) ? 1 : 0
}

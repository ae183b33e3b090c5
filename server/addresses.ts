import { hostname, networkInterfaces } from 'node:os'

/** Interfaces of virtual machines, containers and VPNs: phones in the room are not on them. */
const VIRTUAL = /^(?:docker|veth|br-|virbr|vmnet|vboxnet|tun|tap|utun|wg|tailscale|zt|awdl|llw|bridge)/i

/** The machine's IPv4 addresses that phones may reach, the likeliest first. */
export function lanAddresses(interfaces = networkInterfaces()): string[] {
  return Object.entries(interfaces)
    .flatMap(([name, list]) => (list ?? []).map(({ address, family, internal }) => ({ name, address, family, internal })))
    .filter(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'))
    .sort((a, b) => likelihood(b) - likelihood(a))
    .map(({ address }) => address)
}

function likelihood({ name, address }: { name: string, address: string }): number {
  const range = address.startsWith('192.168.') ? 3 : address.startsWith('10.') ? 2 : /^172\.(?:1[6-9]|2\d|3[01])\./.test(address) ? 1 : 0
  return (VIRTUAL.test(name) ? -10 : 0) + range
}

/** Asking the system takes longer than all the rest, and every request does. */
let ownName: string | undefined

/**
 * Whether a `Host` header names this machine. Names that anybody can point here (DNS rebinding) are refused, so that a
 * foreign page cannot speak to the workshop through an attendee's browser.
 */
export function isOwnHost(host: string | undefined, publicUrl: string | undefined): boolean {
  if (!host)
    return false
  if (publicUrl && host === new URL(publicUrl).host)
    return true
  const name = host.replace(/:\d+$/, '').toLowerCase()
  const own = ownName ??= hostname().toLowerCase()
  return /^(?:\d{1,3}\.){3}\d{1,3}$/.test(name) || /^\[[\da-f:.]+\]$/.test(name) || ['localhost', own, `${own}.local`].includes(name) || name.endsWith('.localhost')
}

/** Whether an `Origin` header is the page of this very server. Absent outside browsers, which hold no cookies of ours. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined, publicUrl: string | undefined): boolean {
  if (origin === undefined)
    return true
  if (publicUrl && origin === new URL(publicUrl).origin)
    return true
  return URL.canParse(origin) && new URL(origin).host === host
}

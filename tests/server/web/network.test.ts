import type { Interfaces } from '../../../server/web/network/network.ts'
import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import { describe, expect, it } from 'vitest'
import { lanAddresses } from '../../../server/web/network/network.ts'
import { currentAddresses, routedAddresses } from '../../../server/web/network/own-network.ts'
import { startTestServer } from '../../support/server/test-server.ts'

/** An address, and the length of its network's prefix; then the hardware's, made up where it does not matter. */
type Line = [cidr: string, mac?: string]

/** What the system would say of these. */
function interfaces(lists: Record<string, Line[]>): Interfaces {
  return Object.fromEntries(Object.entries(lists).map(([name, lines]) => [name, lines.map(([cidr, mac = '3c:22:fb:10:20:30']) => {
    const [address = '', prefix] = cidr.split('/')
    const is6 = isIP(address) === 6
    return { address, netmask: is6 ? 'ffff:ffff:ffff:ffff::' : maskOf(Number(prefix)), family: is6 ? 'IPv6' : 'IPv4', mac, internal: address === '::1' || address.startsWith('127.'), cidr, ...is6 && { scopeid: 0 } } as NonNullable<Interfaces[string]>[number]
  })]))
}

function maskOf(prefix: number): string {
  return [0, 8, 16, 24].map(from => 256 - 2 ** (8 - Math.min(8, Math.max(0, prefix - from)))).join('.')
}

const LO: Line[] = [['127.0.0.1/8', '00:00:00:00:00:00'], ['::1/128', '00:00:00:00:00:00']]

interface Laptop {
  lists: Record<string, Line[]>
  /** On the way to the rest of the world. */
  routed?: string[]
  /** The one in the QR code. */
  join: string | undefined
  /** Offered, in the order in which they are told, where that matters. */
  then?: string[]
}

const LAPTOPS: Record<string, Laptop> = {
  'Windows with VirtualBox, whose adapter is called "Ethernet 3"': {
    lists: {
      'Ethernet 3': [['fe80::6c1f:9ad1/64', '0a:00:27:00:00:0b'], ['192.168.56.1/24', '0a:00:27:00:00:0b']],
      'Local Area Connection* 1': [['169.254.12.7/16']],
      'Wi-Fi': [['fe80::1d6c:80/64'], ['192.168.178.34/24']],
      'Loopback Pseudo-Interface 1': LO,
    },
    routed: ['192.168.178.34'],
    join: '192.168.178.34',
    then: ['192.168.56.1'],
  },
  'Windows with VirtualBox and no way to the internet': {
    lists: { 'Ethernet 3': [['192.168.56.1/24', '0a:00:27:00:00:0b']], 'WLAN': [['10.11.3.4/16']] },
    join: '10.11.3.4',
  },
  'Windows with the two networks of VMware': {
    lists: {
      'VMware Network Adapter VMnet1': [['192.168.80.1/24', '00:50:56:c0:00:01']],
      'VMware Network Adapter VMnet8': [['192.168.133.1/24', '00:50:56:c0:00:08']],
      'Ethernet': [['10.20.30.41/22']],
    },
    routed: ['10.20.30.41'],
    join: '10.20.30.41',
  },
  'Windows in German with Hyper-V and WSL': {
    lists: {
      'vEthernet (Standardswitch)': [['172.20.16.1/20', '00:15:5d:4c:ef:01']],
      'vEthernet (WSL (Hyper-V firewall))': [['172.29.64.1/20', '00:15:5d:1a:02:77']],
      'WLAN': [['172.16.8.52/21']],
    },
    routed: ['172.16.8.52'],
    join: '172.16.8.52',
  },
  'Windows whose wifi is behind an external switch of Hyper-V': {
    lists: {
      'vEthernet (External)': [['192.168.1.77/24', '3c:22:fb:99:01:02']],
      'vEthernet (Default Switch)': [['172.24.0.1/20', '00:15:5d:00:00:01']],
    },
    routed: ['192.168.1.77'],
    join: '192.168.1.77',
  },
  'Windows with NordLynx as the way to the world': {
    lists: { 'NordLynx': [['10.5.0.2/16', '00:00:00:00:00:00']], 'Wi-Fi': [['192.168.0.101/24']], 'OpenVPN Data Channel Offload for NordVPN': [['169.254.4.4/16']] },
    routed: ['10.5.0.2'],
    join: '192.168.0.101',
    then: ['10.5.0.2'],
  },
  'Windows with ZeroTier and Radmin beside a wifi of the carrier\'s range': {
    lists: { 'ZeroTier One [8056c2e21c000001]': [['192.168.191.14/24', '5e:10:2f:00:00:01']], 'Radmin VPN': [['26.14.2.9/8', '02:50:00:00:00:01']], 'Wi-Fi 2': [['100.72.3.9/20']] },
    routed: ['100.72.3.9'],
    join: '100.72.3.9',
  },
  'Windows with Tailscale and an exit node': {
    lists: { 'Tailscale': [['100.101.102.103/32', '00:00:00:00:00:00'], ['fd7a:115c:a1e0::1/128']], 'Ethernet 2': [['192.168.10.5/24']] },
    routed: ['100.101.102.103', 'fd7a:115c:a1e0::1'],
    join: '192.168.10.5',
  },
  'Windows in an office with a Cisco VPN, on a second Ethernet': {
    lists: { 'Ethernet 5': [['10.99.4.17/32', '00:05:9a:3c:7a:00']], 'Wi-Fi': [['10.40.7.200/19']] },
    routed: ['10.99.4.17'],
    join: '10.40.7.200',
  },
  'Windows that is a hotspot and on no network': {
    lists: { 'Local Area Connection* 10': [['192.168.137.1/24', '3e:22:fb:10:20:30']], 'Wi-Fi': [['169.254.9.1/16']] },
    join: '192.168.137.1',
    then: [],
  },
  'macOS with Parallels, a bridge and four tunnels': {
    lists: {
      lo0: LO,
      en0: [['fe80::c41:8d/64'], ['192.168.178.52/24']],
      awdl0: [['fe80::58a1/64']],
      llw0: [['fe80::58a2/64']],
      utun0: [['fe80::1/64']],
      utun4: [['10.8.0.6/24']],
      bridge100: [['10.211.55.2/24', '16:7d:da:00:00:64']],
      bridge101: [['10.37.129.2/24', '16:7d:da:00:00:65']],
      vnic0: [['10.211.55.2/24', '00:1c:42:00:00:08']],
      vnic1: [['10.37.129.2/24', '00:1c:42:00:00:09']],
    },
    routed: ['192.168.178.52'],
    join: '192.168.178.52',
    then: ['10.8.0.6', '10.211.55.2', '10.37.129.2'],
  },
  'macOS with an Ethernet adapter that leads out, and wifi': {
    lists: { lo0: LO, en0: [['192.168.1.14/24']], en7: [['10.0.7.21/24']] },
    routed: ['10.0.7.21'],
    join: '10.0.7.21',
    then: ['192.168.1.14'],
  },
  'macOS on an iPhone\'s hotspot, with a VPN': {
    lists: { lo0: LO, en0: [['172.20.10.2/28'], ['2a01:598:b100::7/64']], utun6: [['10.2.0.2/32']], bridge100: [['192.168.64.1/24']] },
    routed: ['10.2.0.2'],
    join: '172.20.10.2',
  },
  'macOS on an iPhone\'s hotspot without a signal, beside a cable to nowhere': {
    lists: { lo0: LO, en7: [['10.0.0.9/8']], en0: [['172.20.10.4/28']] },
    join: '172.20.10.4',
  },
  'macOS on a network of IPv6 only, which makes itself an address of IPv4': {
    lists: { lo0: LO, en0: [['fe80::8f/64'], ['2001:db8:7::41/64'], ['192.0.0.2/32']] },
    routed: ['2001:db8:7::41'],
    join: '2001:db8:7::41',
    then: [],
  },
  'Linux with Docker, a bridge of it and two containers': {
    lists: {
      'lo': LO,
      'docker0': [['172.17.0.1/16', '02:42:7f:00:11:22']],
      'br-2f6c1b0a9d3e': [['192.168.208.1/20', '02:42:55:00:00:01']],
      'veth1a2b3c4': [['fe80::42/64']],
      'wlp3s0': [['10.114.2.30/17']],
    },
    routed: ['10.114.2.30'],
    join: '10.114.2.30',
    then: ['192.168.208.1', '172.17.0.1'],
  },
  'Linux with libvirt, LXD, Podman and a bridge of its own': {
    lists: { lo: LO, virbr0: [['192.168.122.1/24']], lxdbr0: [['10.60.4.1/24']], podman1: [['10.89.0.1/24']], br0: [['192.168.2.9/24']] },
    routed: ['192.168.2.9'],
    join: '192.168.2.9',
  },
  'Linux with WireGuard, Tailscale and ZeroTier': {
    lists: { lo: LO, wg0: [['10.66.66.2/24']], tailscale0: [['100.90.1.2/32']], ztabcdef12: [['192.168.196.5/24']], tun0: [['10.8.0.2/24']], wlan0: [['192.168.43.18/24']] },
    routed: ['10.66.66.2'],
    join: '192.168.43.18',
  },
  'Linux on a network of IPv6 only, with Docker': {
    lists: { lo: LO, docker0: [['172.17.0.1/16']], wlan0: [['fe80::3/64'], ['fd12:3456::20/64'], ['2001:db8::20/64']] },
    routed: ['2001:db8::20'],
    join: '2001:db8::20',
    then: ['fd12:3456::20', '172.17.0.1'],
  },
  'Linux on IPv4 and IPv6': {
    lists: { lo: LO, enp0s31f6: [['192.168.1.20/24'], ['2001:db8::20/64'], ['fe80::9/64']] },
    routed: ['192.168.1.20', '2001:db8::20'],
    join: '192.168.1.20',
    then: [],
  },
  'a virtual machine that is itself on the network': {
    lists: { lo: LO, eth0: [['10.1.2.3/24', '00:15:5d:01:02:03']], docker0: [['172.17.0.1/16', '02:42:00:00:00:01']] },
    routed: ['10.1.2.3'],
    join: '10.1.2.3',
  },
  'one without a network': {
    lists: { lo: LO, wlan0: [['fe80::1/64']], eth0: [['169.254.3.4/16']] },
    join: undefined,
  },
}

describe('the address for phones', () => {
  it.each(Object.entries(LAPTOPS))('is right on %s', (_, { lists, routed, join, then }) => {
    const [first, ...rest] = lanAddresses(interfaces(lists), routed)
    expect(first).toBe(join)
    if (then)
      expect(rest).toEqual(then)
  })

  it('is the one of the default route, which is found without sending anything', async () => {
    const own = Object.values(networkInterfaces()).flatMap((list = []) => list.map(({ address }) => address))
    for (const address of await routedAddresses())
      expect(own).toContain(address)
  })

  it('is the one of the default route if the system does not list its interfaces', async () => {
    const refused = () => {
      throw new Error('A system error occurred: uv_interface_addresses returned Unknown system error 13')
    }
    expect(await currentAddresses(refused)).toEqual(await routedAddresses())
  })
})

it('the slides show the new address for phones on another network', async () => {
  let joinUrl = 'http://192.168.178.34:4321'
  const server = await startTestServer({ baseUrl: () => joinUrl })
  const screens = [await server.screen(), await server.facilitator()]
  for (const screen of screens)
    expect((await screen.next('welcome')).room.address).toBe(joinUrl)
  joinUrl = 'http://172.20.10.2:4321'
  server.readdress()
  for (const screen of screens)
    expect((await screen.next('room')).address).toBe(joinUrl)
})

import type { AddressInfo } from 'node:net'
import type { Case } from './case.ts'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { atMost, none } from '../../support/instruments/instrument.ts'
import { Unavailable } from '../../support/processes/unavailable.ts'
import { anotherAccount } from './account.ts'
import { patience } from './case.ts'

/** A network of one's own has nothing in it: even the loopback is down. */
function noNetwork(): string[] {
  const through = ['unshare', '--net', ...process.getuid?.() === 0 ? [] : ['--map-root-user']]
  if (spawnSync(through[0]!, [...through.slice(1), 'true']).status !== 0)
    throw new Unavailable('a network of one\'s own is not allowed here')
  return through
}

export const network: Case[] = [
  {
    name: 'busy port',
    isLong: true,
    async run(stage) {
      const other = createServer().listen(0)
      stage.onEnd(() => other.close())
      await once(other, 'listening')
      const { port } = other.address() as AddressInfo
      return [await stage.refusal('busy port', new RegExp(`✖ Port ${port} is taken\\. .*--port ${port + 1}`), { data: stage.folder(), port })]
    },
  },
  {
    name: 'port that needs rights',
    needs: 'account',
    async run(stage) {
      const { through, uid } = anotherAccount()
      const first = Number(readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8'))
      if (first <= 80)
        throw new Unavailable('any account may use port 80 here')
      const data = stage.folder()
      chownSync(data, uid, uid)
      return [await stage.refusal('port that needs rights', /✖ Port 80 may not be used by this account\. .*--port 4321/, { data, port: 80, through })]
    },
  },
  {
    name: 'address that is none of ours',
    isLong: true,
    run: async stage => [await stage.refusal('--host that is none of ours', /✖ This machine has no address 192\.0\.2\.1\. .*--host/, { data: stage.folder(), args: ['--host', '192.0.2.1'] })],
  },
  {
    name: 'no network',
    needs: 'network',
    async run(stage) {
      const through = noNetwork()
      const from = performance.now()
      const { output } = await stage.start({ data: stage.folder(), through })
      const ms = performance.now() - from
      return [
        atMost('no network interface: until it started', ms, Math.round(patience().limit), ' ms'),
        none('no network interface: not told with its fix', /on no network.*Join a wifi/.test(output.out) ? [] : [output.out]),
      ]
    },
  },
  {
    name: 'another network',
    needs: 'network',
    isLong: true,
    async run(stage) {
      const { output, pid } = await stage.start({ data: stage.folder(), through: noNetwork() })
      const inNetwork = (...words: string[]) => spawnSync('nsenter', ['--target', String(pid), '--net', 'ip', ...words]).status === 0
      const join = (address: string) => inNetwork('address', 'add', `${address}/24`, 'dev', 'wlan0')
      if (!inNetwork('link', 'add', 'wlan0', 'type', 'veth', 'peer', 'name', 'air0') || !inNetwork('link', 'set', 'air0', 'up') || !inNetwork('link', 'set', 'wlan0', 'up') || !join('10.77.0.5'))
        throw new Unavailable('no network can be made here')
      const told = async (address: string) => {
        for (let left = 150; left > 0 && !output.out.includes(`Screen or projector http://${address}:`); left--)
          await setTimeout(100)
        return output.out.includes(`Join with a phone   http://${address}:`) ? [] : [output.out]
      }
      const first = await told('10.77.0.5')
      join('192.168.44.3')
      inNetwork('address', 'delete', '10.77.0.5/24', 'dev', 'wlan0')
      return [
        none('a wifi that is joined after the start: not told', first),
        none('another wifi: not told', await told('192.168.44.3')),
      ]
    },
  },
]

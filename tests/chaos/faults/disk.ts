import type { Reply } from '../../../core/protocol/refusal.ts'
import type { PrivateMounts } from '../../support/processes/private-mounts.ts'
import type { Case, Stage } from './case.ts'
import { chmodSync, chownSync, cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { atLeast, none } from '../../support/instruments/instrument.ts'
import { privateMounts } from '../../support/processes/private-mounts.ts'
import { connectMany } from '../../support/server/wire.ts'
import { anotherAccount } from './account.ts'
import { pastWorkshop } from './past.ts'
import { ballotsAt, openVoting } from './voting.ts'

const ATTENDEES = 30

/** A disk of a few megabytes, for one server. */
async function smallDisk(stage: Stage): Promise<PrivateMounts & { path: string, fill: () => void, makeRoom: () => void }> {
  const path = stage.folder()
  const mounts = await privateMounts(`mount -t tmpfs -o size=3m,mode=0777 none ${path}`)
  stage.onEnd(mounts.close)
  return {
    ...mounts,
    path,
    fill: () => mounts.run(`cat /dev/zero > ${path}/filler 2>/dev/null || true`),
    makeRoom: () => mounts.run(`rm ${path}/filler`),
  }
}

export const disk: Case[] = [
  {
    name: 'disk full while votes come in',
    needs: 'mounts',
    async run(stage) {
      const { path, through, fill, makeRoom } = await smallDisk(stage)
      const data = join(path, 'data')
      const server = await stage.start({ data, through })
      const { round, ballot, voters } = await openVoting(server)
      const wires = await connectMany(server.url, ATTENDEES)
      const ballots = wires.map((_, attendee) => ballot(attendee))
      const send = (attendees: number[]) => Promise.all(attendees.map(async attendee => [attendee, await wires[attendee]!.send(ballots[attendee]!)] as const))
      const third = (which: number) => wires.map((_, attendee) => attendee).filter(attendee => attendee % 3 === which)
      const ok = ([, reply]: readonly [number, Reply]) => reply.ok

      const before = await send(third(0))
      fill()
      const during = await send(third(1))
      const refused = during.filter(answer => !ok(answer))
      const votersThen = await voters()
      makeRoom()
      const after = await send(third(2))
      const again = await send(refused.map(([attendee]) => attendee))
      const resent = await send(third(0))
      const votersAfter = await voters()
      server.signal('SIGKILL')
      const { err } = await server.ended
      const second = await stage.start({ data, through })
      const found = await ballotsAt(second, ATTENDEES, round)
      return [
        atLeast('votes refused while the disk was full', refused.length, 1),
        none('refused with another code than storage_failed', refused.flatMap(([, reply]) => !reply.ok && reply.code !== 'storage_failed' ? [reply.code] : [])),
        none('counted though refused', votersThen === before.length + during.length - refused.length ? [] : [`${votersThen} voters`]),
        none('not told in the terminal, with file and fix', /workshops\.sqlite: .*full.*Make room/.test(err) ? [] : [err]),
        none('told more than once', err.split('Make room').slice(2)),
        none('not warned while there was room', /^! The disk is nearly full: \d MB are left for .+\. Delete something else/m.test(err) ? [] : [err]),
        none('refused with room on the disk again', [...before, ...after, ...again, ...resent].flatMap(([attendee, reply]) => reply.ok ? [] : [`${attendee} ${reply.code}`])),
        none('counted twice', votersAfter === ATTENDEES ? [] : [`${votersAfter} voters of ${ATTENDEES}`]),
        none('acknowledged votes lost over a restart', found.flatMap((answer, attendee) => String(answer) === String(ballots[attendee]!.answer) ? [] : [String(attendee)])),
      ]
    },
  },
  {
    name: 'disk full at start',
    needs: 'mounts',
    async run(stage) {
      const { data } = await pastWorkshop(stage, 'SIGTERM')
      const { path, through, seen, fill } = await smallDisk(stage)
      cpSync(data, join(seen(path), 'old'), { recursive: true })
      fill()
      return [
        await stage.refusal('disk full at start, new folder', /✖ Cannot write to \S+new: the disk is full\. Make room/, { data: join(path, 'new'), seen: seen(path), through }),
        await stage.refusal('disk full at start, a workshop in the folder', /✖ Cannot write to \S+old: the disk is full\. Make room/, { data: join(path, 'old'), seen: seen(path), through }),
      ]
    },
  },
  {
    name: 'what may not be written',
    needs: 'mounts',
    async run(stage) {
      const { data } = await pastWorkshop(stage, 'SIGTERM')
      const mounts = await privateMounts(`
        mount --bind ${data} ${data}
        mount -o remount,bind,ro ${data}`)
      stage.onEnd(mounts.close)
      const single = await privateMounts(`
        mount --bind ${data}/workshops.sqlite ${data}/workshops.sqlite
        mount -o remount,bind,ro ${data}/workshops.sqlite`)
      stage.onEnd(single.close)
      return [
        await stage.refusal('read-only data folder', new RegExp(`✖ .*${data}.*read-only.*--data`), { data, seen: mounts.seen(data), through: mounts.through }),
        await stage.refusal('read-only database file', new RegExp(`✖ .*${data}/workshops\\.sqlite.*it is read-only.*--data`), { data, seen: single.seen(data), through: single.through }),
      ]
    },
  },
  {
    name: 'what another account owns',
    needs: 'account',
    isLong: true,
    async run(stage) {
      const { through, uid } = anotherAccount()
      const { data } = await pastWorkshop(stage, 'SIGTERM')
      const findings = []
      chmodSync(data, 0o555)
      findings.push(await stage.refusal('data folder of another account', new RegExp(`✖ .*${data}.*--data`), { data, through }))
      // The folder is ours now, what is in it is not.
      chmodSync(data, 0o755)
      chownSync(data, uid, uid)
      for (const name of ['server.lock', 'workshops.sqlite', 'facilitator.key']) {
        const path = join(data, name)
        chmodSync(path, 0o400)
        findings.push(await stage.refusal(`${name} of another account`, new RegExp(`✖ .*${path}.*may not.*--data`), { data, through }))
        chownSync(path, uid, uid)
        chmodSync(path, 0o600)
      }
      return findings
    },
  },
  {
    name: 'data folder is a file',
    async run(stage) {
      const data = join(stage.folder(), 'data')
      writeFileSync(data, 'Minutes')
      return [await stage.refusal('data folder is a file', new RegExp(`✖ .*${data}.*there is a file in its place\\..*--data`), { data })]
    },
  },
]

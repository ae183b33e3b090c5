import type { Case, Stage } from './case.ts'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { none } from '../../support/instruments/instrument.ts'
import { connectMany } from '../../support/server/wire.ts'
import { openVoting } from './voting.ts'

const ROUNDS = 4
const BY_NAME = /✖ A workshop is running on the data folder \S+ already\. .*--data/

export const pair: Case[] = [
  {
    name: 'two servers on one folder',
    async run(stage) {
      const data = stage.folder()
      const link = join(stage.folder(), 'link')
      symlinkSync(data, link)
      const server = await stage.start({ data })
      const { ballot } = await openVoting(server)
      const [wire] = await connectMany(server.url, 1)
      const findings = [
        await stage.refusal('second server on one folder', BY_NAME, { data }),
        await stage.refusal('second server through a symbolic link', BY_NAME, { data: link }),
      ]
      const reply = await wire!.send(ballot(0))
      return [...findings, none('the first one is disturbed', reply.ok ? [] : [reply.message])]
    },
  },
  {
    name: 'two servers at the same moment',
    isLong: true,
    async run(stage) {
      const wrong: string[] = []
      for (let round = 0; round < ROUNDS; round++)
        wrong.push(...await race(stage))
      return [none('two at the very same moment: not exactly one runs, or the other is not told', wrong)]
    },
  },
]

async function race(stage: Stage): Promise<string[]> {
  const data = stage.folder()
  const both = [stage.spawn({ data }), stage.spawn({ data })]
  const running = (await Promise.all(both.map(server => server.says(/Facilitator\s+http/).then(() => true, () => false)))).filter(Boolean).length
  both.forEach(server => server.signal('SIGKILL'))
  const told = (await Promise.all(both.map(({ ended }) => ended))).filter(({ err }) => BY_NAME.test(err)).length
  return running === 1 && told === 1 ? [] : [`${running} run, ${told} told`]
}

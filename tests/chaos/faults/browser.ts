import type { Running } from '../../support/processes/shipped.ts'
import type { Case } from './case.ts'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { none } from '../../support/instruments/instrument.ts'
import { privateMounts } from '../../support/processes/private-mounts.ts'
import { signIn } from '../../support/processes/shipped.ts'
import { connectMany } from '../../support/server/wire.ts'
import { answered, openVoting } from './voting.ts'

export const browser: Case[] = [
  {
    name: 'no browser to print with',
    needs: 'mounts',
    // Not every system that has mounts can lay one folder over another.
    isLong: true,
    async run(stage) {
      const [layer, marks] = [stage.folder(), stage.folder()]
      const mark = join(marks, 'installed')
      const mounts = await privateMounts(`
        mount -t tmpfs none ${layer}
        mkdir ${layer}/upper ${layer}/work
        mount -t overlay overlay -o lowerdir=/usr/bin,upperdir=${layer}/upper,workdir=${layer}/work /usr/bin
        rm -f /usr/bin/chromium* /usr/bin/google-chrome* /usr/bin/microsoft-edge*
        printf '#!/bin/sh\\ntouch ${mark}\\n' > /usr/bin/apt-get
        chmod +x /usr/bin/apt-get`)
      stage.onEnd(mounts.close)
      const server = await stage.start({ data: stage.folder(), through: mounts.through, env: { CHROME_PATH: '' } })
      const { ballot } = await openVoting(server)
      const [wire] = await connectMany(server.url, 1)
      const response = await fetch(`${server.url}/facilitator/api/export.pdf`, { headers: { cookie: await signIn({ signInUrl: await newLink(server) }) } })
      const words = `${response.status} ${await response.text()}`
      const reply = await answered(wire!, ballot(0))
      return [
        none('no browser to print with: not told with the fix', /^500 .*Install Chrome/.test(words) ? [] : [words]),
        none('no browser to print with: something was installed during a workshop', existsSync(mark) ? ['apt-get ran'] : []),
        none('no browser to print with: votes no longer taken', reply?.ok ? [] : [JSON.stringify(reply)]),
      ]
    },
  },
]

/** The first one is used up. */
async function newLink({ type, says }: Pick<Running, 'type' | 'says'>): Promise<string> {
  type('f\n')
  const said = await says(/Facilitator link, works once: {2}http\S+/)
  return /works once: {2}(http\S+)/.exec(said)![1]!
}

import type { Case } from './case.ts'
import { basename, join } from 'node:path'
import { buildPages } from '../../../server/build/build.ts'
import { paths } from '../../../server/paths.ts'
import { none } from '../../support/instruments/instrument.ts'
import { privateMounts } from '../../support/processes/private-mounts.ts'
import { connectMany } from '../../support/server/wire.ts'
import { answered, openVoting } from './voting.ts'

const dist = join(paths.root, 'dist')

export const pages: Case[] = [
  {
    name: 'pages deleted while it runs',
    needs: 'mounts',
    async run(stage) {
      // The tests' own pages stay where they are: the server works on a copy that only it sees.
      const built = await buildPages(paths.root, () => {})
      const aside = stage.folder()
      const mounts = await privateMounts(`
        mount --bind ${dist} ${aside}
        mount -t tmpfs none ${dist}`)
      stage.onEnd(mounts.close)
      mounts.run(`cp -a ${join(aside, basename(built))} ${built}; umount ${aside}`)
      const server = await stage.start({ data: stage.folder(), through: mounts.through })
      const { ballot } = await openVoting(server)
      const [wire] = await connectMany(server.url, 1)
      const ask = (path: string) => fetch(`${server.url}${path}`, { signal: AbortSignal.timeout(5000) }).then(async response => `${path} ${response.status} ${await response.text()}`, (error: Error) => `${path} ${error.name === 'TimeoutError' ? 'never answered' : 'cut off'}`)
      const script = /\/deck\/assets\/[^"]+\.js/.exec(await ask('/deck/1'))![0]

      mounts.run(`rm -r ${built}/deck/assets`)
      const [gone, still] = [await ask(script), await ask('/deck/1')]
      mounts.run(`rm -r ${built}`)
      const told = [await ask('/'), await ask('/deck/1'), await ask(script)]
      const reply = await answered(wire!, ballot(0))
      server.signal('SIGTERM')
      const { code, err } = await server.ended
      return [
        none('some pages deleted while it runs: the others not served', gone.includes(' 404 ') && still.includes(' 200 ') ? [] : [gone, still].map(answer => answer.slice(0, 80))),
        none('pages deleted while it runs: not told with the fix', told.filter(answer => !/ 500 .*npm start/.test(answer))),
        none('pages deleted while it runs: not told in the terminal', /✖ .*dist.*npm start/.test(err) ? [] : [err || 'nothing']),
        none('pages deleted while it runs: votes no longer taken', reply?.ok ? [] : [JSON.stringify(reply)]),
        none('pages deleted while it runs: it ended by itself', code === 0 ? [] : [`with ${code}`]),
      ]
    },
  },
  {
    name: 'nothing to build with',
    needs: 'mounts',
    isLong: true,
    async run(stage) {
      const mounts = await privateMounts(`
        mount -t tmpfs none ${dist}
        mount -t tmpfs none ${join(paths.root, 'node_modules/vite')}`)
      stage.onEnd(mounts.close)
      return [await stage.refusal('a package of the build is missing', /✖ .*npm ci/s, { data: stage.folder(), through: mounts.through })]
    },
  },
]

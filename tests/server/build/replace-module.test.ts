import { build } from 'vite'
import { expect, it } from 'vitest'
import { replaceModule } from '../../../server/build/phone/replace-module.ts'

/** Builds a module that imports another, `/inner.js`. */
function built(path: string) {
  return build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      replaceModule('replace', path, 'export const from = "ours"'),
      {
        name: 'library',
        resolveId: id => id,
        load: id => id === '/entry.js' ? 'import { from } from "/inner.js"; console.log(from)' : 'export const from = "theirs"',
      },
    ],
    build: { write: false, rolldownOptions: { input: '/entry.js' } },
  })
}

it('replaces a module of a library', async () => {
  const [result] = [await built('/inner.js')].flat()
  expect(result).toMatchObject({ output: [{ code: expect.stringContaining('ours') }] })
  expect(JSON.stringify(result)).not.toContain('theirs')
})

it('fails a build that no longer has the module', async () => {
  await expect(built('/moved.js')).rejects.toThrow('The build has no module /moved.js to replace.')
})

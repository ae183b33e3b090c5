import { execFile } from 'node:child_process'
import process from 'node:process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { spawnScript } from '../../support/processes/shipped.ts'
import { run, start } from '../../support/processes/terminal.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const MAIN = 'server/cli/main.ts'
const KEY = 'a-key-that-nobody-guesses'

interface Line { time: string, level: string, message: string, stack?: string, [field: string]: unknown }

/** Every line is one object. */
function linesOf(out: string): Line[] {
  return out.trimEnd().split('\n').map(line => JSON.parse(line) as Line)
}

describe('--log-format json', () => {
  it('writes a line for each thing that happens from start to end, and none has a link or a key that lets in', async () => {
    const server = start(MAIN, '--no-open', '--port', '0', '--data', tempFolder(), '--log-format', 'json', '--seats', '3')
    const out = await server.says(/"message":"started"[\s\S]*Nobody can sign in/)
    const { port, joinUrl } = linesOf(out).find(({ message }) => message === 'started')!
    expect(joinUrl).toMatch(/^http:\/\/\S+$/)
    expect((await fetch(`http://localhost:${String(port)}/health`)).status).toBe(200)
    server.type('f\n')
    server.signal('SIGTERM')
    const ended = await server.ended
    expect([ended.code, ended.err]).toEqual([0, ''])
    const lines = linesOf(ended.out)
    expect(lines.map(({ message }) => message)).toEqual(expect.arrayContaining(['started', 'ending', 'ended']))
    for (const { time, level, message } of lines)
      expect([new Date(time).toISOString(), ['info', 'warn', 'error'].includes(level), message]).toEqual([time, true, expect.stringMatching(/\S/)])
    expect(ended.out).not.toMatch(/sign-in\/|[?&]k=|\\u001b/i)
  })

  it('is how a start says why it cannot', async () => {
    const { code, out, err } = await run(MAIN, '--no-open', '--port', '0', '--data', tempFolder(), '--log-format', 'json', '--route', 'nowhere')
    expect([code, err]).toEqual([1, ''])
    expect(linesOf(out).at(-1)).toMatchObject({ level: 'error', message: expect.stringContaining('nowhere') as string })
  })

  it('keeps the stack of an error, and hides keys and links wherever they stand', async () => {
    const script = `
      import { createErrorLog } from ${JSON.stringify(new URL('../../../server/cli/error-log.ts', import.meta.url).href)}
      import { logAsJson } from ${JSON.stringify(new URL('../../../server/cli/json-log.ts', import.meta.url).href)}
      import { UserError } from ${JSON.stringify(new URL('../../../server/user-error.ts', import.meta.url).href)}
      logAsJson({ secrets: [${JSON.stringify(KEY)}, undefined, ''] })
      const onFault = createErrorLog(undefined, undefined, console.error)
      onFault(new UserError('The disk is full.'))
      onFault(new TypeError('x of ${KEY} is no function', { cause: new Error('at http://localhost/facilitate/sign-in/abc.def-1') }))
      console.warn('! The disk is nearly full', 3)
      process.emitWarning('Something is old')
    `
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script])
    expect(stderr).toBe('')
    const lines = linesOf(stdout)
    expect(lines.map(({ level, message }) => [level, message])).toEqual([
      ['error', 'The disk is full.'],
      ['error', 'x of … is no function'],
      ['warn', 'The disk is nearly full 3'],
      ['warn', 'Something is old'],
    ])
    expect(lines[1]).toMatchObject({ stack: expect.stringMatching(/^TypeError: x of … is no function\n\s+at /) as string, cause: expect.stringContaining('sign-in/…\n') as string })
  })

  it('text stays as it is', async () => {
    const server = spawnScript(MAIN, ['--no-open', '--port', '0', '--data', tempFolder()], { env: { WORKSHOP_LOG_FORMAT: 'text' } })
    expect(await server.says(/Facilitator\s+http\S+/)).toContain('Join with a phone')
    server.signal('SIGKILL')
    await server.ended
  })
})

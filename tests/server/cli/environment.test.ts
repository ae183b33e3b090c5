import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { readVariables, variableOf } from '../../../server/cli/environment.ts'
import { startCommand } from '../../../server/cli/start-command.ts'
import { paths } from '../../../server/paths.ts'
import { spawnScript } from '../../support/processes/shipped.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const MAIN = 'server/cli/main.ts'

/** The options that a start has got, with these words and variables. */
function optionsOf(words: string[], env: Record<string, string>) {
  const command = startCommand('npm start --').action(() => {}).hook('preAction', (_, one) => readVariables(one, one.options, env))
  command.parse(words, { from: 'user' })
  return command.opts()
}

/** A value for each option that is not its default, and what it becomes. */
const SAMPLES: Record<string, [text: string, value: unknown]> = {
  '--port': ['5000', 5000],
  '--host': ['127.0.0.1', '127.0.0.1'],
  '--public-url': ['https://vote.example/', 'https://vote.example'],
  '--trust-proxy': ['1', true],
  '--data': ['/elsewhere', expect.stringMatching(/elsewhere$/)],
  '--store': ['postgres://host/workshops', 'postgres://host/workshops'],
  '--seats': ['30', 30],
  '--route': ['90', '90'],
  '--workshop': ['2026-08-24-dfgh', '2026-08-24-dfgh'],
  '--new': ['yes', true],
  '--compare': ['none', expect.objectContaining({ id: 'none' })],
  '--delete-after': ['90', 90],
  '--metrics-port': ['9464', 9464],
  '--metrics-host': ['0.0.0.0', '0.0.0.0'],
  '--drain-seconds': ['7', 7],
  '--log-format': ['json', 'json'],
  '--no-open': ['0', false],
  '--dev': ['true', true],
}

describe('a variable', () => {
  const options = startCommand('npm start --').options
  it.each(options.map(option => option.long!))('stands for %s, which wins where it is typed, and is in the table', (long) => {
    const option = options.find(each => each.long === long)!
    const variable = variableOf(option)
    const table = readFileSync(join(paths.root, 'docs/hosting-on-several-machines.md'), 'utf8')
    expect(table).toContain(`| \`${long}\` | \`${variable}\` |`)
    const [text, value] = SAMPLES[long]!
    expect(optionsOf([], { [variable]: text })).toMatchObject({ [option.attributeName()]: value })
    const usual = optionsOf([], {})
    expect(usual).not.toMatchObject({ [option.attributeName()]: value })
    expect(optionsOf([], { [variable]: '' })).toEqual(usual)
    if (option.required) {
      const typed = optionsOf([long, text], {})
      expect(optionsOf([long, text], { [variable]: 'what would be wrong' })).toEqual(typed)
      expect(optionsOf([`${long}=${text}`], { [variable]: 'what would be wrong' })).toEqual(typed)
    }
  })

  it('turns what takes no value on and off, and nothing in between', () => {
    expect(['1', 'TRUE', 'yes', 'on'].map(text => optionsOf([], { WORKSHOP_TRUST_PROXY: text }).trustProxy)).toEqual([true, true, true, true])
    expect(['0', 'false', 'No', 'off'].map(text => optionsOf([], { WORKSHOP_TRUST_PROXY: text }).trustProxy)).toEqual([false, false, false, false])
    expect(optionsOf([], { WORKSHOP_OPEN: '1' }).open).toBe(true)
    expect(() => optionsOf([], { WORKSHOP_TRUST_PROXY: 'maybe' })).toThrow('WORKSHOP_TRUST_PROXY=maybe says neither yes nor no')
  })

  it('gives way to a typed option that excludes it, and two of them are refused', () => {
    expect(optionsOf(['--new'], { WORKSHOP_ID: 'bcdfgh' })).toMatchObject({ new: true })
    expect(optionsOf(['--new'], { WORKSHOP_ID: 'bcdfgh' }).workshop).toBeUndefined()
    expect(optionsOf(['--workshop', 'bcdfgh'], { WORKSHOP_NEW: '1' })).toMatchObject({ new: false, workshop: 'bcdfgh' })
    expect(() => optionsOf([], { WORKSHOP_ID: 'bcdfgh', WORKSHOP_NEW: '1' })).toThrow('WORKSHOP_NEW and WORKSHOP_ID exclude one another')
    expect(optionsOf([], { WORKSHOP_ID: 'bcdfgh', WORKSHOP_NEW: '0' })).toMatchObject({ new: false, workshop: 'bcdfgh' })
  })

  it('of the database counts where the folder is one too, and neither counts where the other is typed', () => {
    const [url, other] = ['postgres://host/workshops', 'postgres://host/others']
    expect(optionsOf([], { DATABASE_URL: url, WORKSHOP_DATA: '/elsewhere' }).store).toBe(url)
    expect(optionsOf(['--data', '/here'], { DATABASE_URL: url })).toMatchObject({ data: expect.stringMatching(/here$/) as string })
    expect(optionsOf(['--data', '/here'], { DATABASE_URL: url }).store).toBeUndefined()
    // The default, typed.
    expect(optionsOf(['--data=data'], { DATABASE_URL: url }).store).toBeUndefined()
    expect(optionsOf(['--store', other], { DATABASE_URL: url, WORKSHOP_DATA: '/elsewhere' })).toMatchObject({ store: other, data: 'data' })
  })

  it.each<[variable: string, text: string]>([
    ['WORKSHOP_PORT', '70000'],
    ['WORKSHOP_PUBLIC_URL', 'vote.example'],
    ['WORKSHOP_SEATS', 'many'],
    ['WORKSHOP_DELETE_AFTER', '-1'],
    ['WORKSHOP_METRICS_PORT', 'x'],
    ['WORKSHOP_DRAIN_SECONDS', 'x'],
    ['WORKSHOP_LOG_FORMAT', 'xml'],
  ])('%s with a wrong value is named in the error', (variable, text) => {
    expect(() => optionsOf([], { [variable]: text })).toThrow(new RegExp(`^${variable}\\b`))
  })

  it('is named by errors that are found later, and by the help', async () => {
    const started = (args: string[], env: Record<string, string>) => spawnScript(MAIN, args, { env }).ended
    const late = await started(['--data', tempFolder(), '--no-open'], { WORKSHOP_TRUST_PROXY: '1' })
    expect([late.code, late.err]).toEqual([1, expect.stringContaining('(--trust-proxy is set by WORKSHOP_TRUST_PROXY.)')])
    const early = await started([], { WORKSHOP_PORT: 'x' })
    expect([early.code, early.err]).toEqual([1, '✖ WORKSHOP_PORT: --port x is no port. Give a whole number from 1024 to 65535.\n'])
    const { out } = await started(['--help'], {})
    expect(out.replace(/\s+/g, ' ')).toContain('(env: WORKSHOP_PUBLIC_URL)')
    expect(process.env.WORKSHOP_PORT).toBeUndefined()
  })
})

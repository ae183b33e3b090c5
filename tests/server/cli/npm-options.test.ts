import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { createCommand } from '../../../server/cli/command-line.ts'
import { refuseOptionsOfNpm } from '../../../server/cli/npm-options.ts'
import { startCommand } from '../../../server/cli/start-command.ts'
import { run } from '../../support/processes/terminal.ts'

/** What a start says that got these words, and these of npm's. */
function said(words: string[], kept: Record<string, string>, platform: NodeJS.Platform = 'linux'): string | undefined {
  try {
    refuseOptionsOfNpm(startCommand('npm start --'), { words, env: { npm_config_loglevel: 'error', npm_lifecycle_event: 'start', ...kept }, platform })
  }
  catch (error) {
    return (error as Error).message
  }
}

describe('an option that npm kept for itself', () => {
  it.each<[typed: string, words: string[], kept: Record<string, string>, type: string]>([
    ['--new', [], { npm_config_new: 'true' }, 'npm kept --new for itself. Type: npm start -- --new'],
    ['--no-open', [], { npm_config_open: '' }, 'npm kept --no-open for itself. Type: npm start -- --no-open'],
    ['--port 5000', ['5000'], { npm_config_port: 'true' }, 'npm kept --port for itself. Type: npm start -- --port 5000'],
    ['--port=5000', [], { npm_config_port: '5000' }, 'npm kept --port for itself. Type: npm start -- --port 5000'],
    ['--new --port 5000', ['5000'], { npm_config_new: 'true', npm_config_port: 'true' }, 'npm kept --port, --new for itself. Type: npm start -- --port 5000 --new'],
    ['--public-url https://x.example --seats 3', ['https://x.example', '3'], { npm_config_public_url: 'true', npm_config_seats: 'true' }, 'npm kept --public-url, --seats for itself. Type: npm start -- --public-url <url> --seats <number>'],
    ['my talk/slides.md --new', ['my talk/slides.md'], { npm_config_new: 'true' }, 'npm kept --new for itself. Type: npm start -- "my talk/slides.md" --new'],
    ['--data "my data"', ['my data'], { npm_config_data: 'true' }, 'npm kept --data for itself. Type: npm start -- --data "my data"'],
  ])('is refused with what to type: npm start %s', (_, words, kept, line) => {
    expect(said(words, kept)).toBe(line)
  })

  it('is refused with the words for PowerShell too, on Windows', () => {
    expect(said([], { npm_config_new: 'true' }, 'win32')).toBe('npm kept --new for itself. Type: npm start -- --new, in PowerShell: npm start \'--\' --new')
  })

  it('is not confused with npm\'s own options', () => {
    expect(said(['--port', '5000'], { npm_config_dev: 'true', npm_config_registry: 'https://registry.example', npm_config_cache: '/cache' })).toBeUndefined()
    const command = createCommand('npm run delete --', '').option('--yes')
    expect(() => refuseOptionsOfNpm(command, { words: [], env: { npm_config_yes: 'true' }, platform: 'linux' })).not.toThrow()
  })

  it('ends the command before it does anything', async () => {
    process.env.npm_config_new = 'true'
    const { code, err } = await run('server/cli/main.ts', '--no-open').finally(() => delete process.env.npm_config_new)
    expect({ code, err }).toEqual({ code: 1, err: '✖ npm kept --new for itself. Type: npm start -- --no-open --new\n' })
  })
})

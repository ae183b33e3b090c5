import type { LoggedCommand, WithoutId } from '../../../core/commands/commands.ts'
import type { Entry } from '../../../core/entry.ts'
import { Buffer } from 'node:buffer'
import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fold } from '../../../core/fold.ts'
import { RULES } from '../../../core/rules.ts'
import { FACILITATOR } from '../../../core/workshop.ts'
import { FileFault } from '../../../server/log/json-lines.ts'
import { readWorkshopFile, workshopFile } from '../../../server/log/workshop-file.ts'
import { paths } from '../../../server/paths.ts'
import { picks } from '../../support/polls/answers.ts'
import { slides, startOf } from '../../support/polls/entries.ts'
import { play } from '../../support/polls/play.ts'
import { choice } from '../../support/polls/polls.ts'

const entries = [startOf('one'), ...slides(5)]
const read = (text: string) => readWorkshopFile(Buffer.from(text))

/** A file of these lines, with the checksum that fits. */
function fileOf(lines: readonly string[]): string {
  const text = lines.map(line => `${line}\n`).join('')
  return `${text}{"sha256":"${hash('sha256', text)}"}\n`
}

/** The file with one line changed, and the checksum that fits then. */
function withLine(no: number, change: (line: string) => string): string {
  return fileOf(workshopFile('one', entries).split('\n').slice(0, -2).map((line, index) => index + 1 === no ? change(line) : line))
}

describe('the file of a workshop', () => {
  it('begins with what it is, has the entries as the log holds them, and ends with a checksum', () => {
    const lines = workshopFile('one', entries).split('\n')
    expect(JSON.parse(lines[0]!)).toEqual({ format: 'workshop-log', version: 1, rules: RULES, workshop: 'one', entries: 6 })
    expect(lines.slice(1, 7)).toEqual(entries.map(entry => JSON.stringify(entry)))
    expect(JSON.parse(lines[7]!)).toEqual({ sha256: hash('sha256', lines.slice(0, 7).map(line => `${line}\n`).join('')) })
    expect(lines.slice(8)).toEqual([''])
  })

  it('gives the same entries and the same workshop', () => {
    expect(read(workshopFile('one', entries))).toEqual({ workshop: fold(entries), entries })
  })

  it('has whatever rooms could write: every fact, here what speaks for an action', async () => {
    const { submit, workshop, entries } = play({ polls: [choice] })
    const facilitate = (command: WithoutId<LoggedCommand>, id: string) => expect(submit(FACILITATOR, { ...command, id } as LoggedCommand)).toEqual({ ok: true })
    facilitate({ type: 'poll:open', poll: choice.id }, 'command-open')
    expect(submit('a:ann', { type: 'ballot:cast', id: 'command-vote', poll: choice.id, round: `${choice.id}#1`, answer: picks('a') })).toEqual({ ok: true })
    facilitate({ type: 'poll:reveal', poll: choice.id }, 'command-show')
    facilitate({ type: 'action:add', text: 'Repair it', owner: null, due: null, from: { poll: choice.id, option: 'a' } }, 'command-plan')
    const { evidence } = workshop.actions.list[0]!
    expect(evidence).toMatchObject({ option: 'a' })
    const before = entries.map(entry => ({ ...entry, rules: 5, ...entry.command.type === 'action:add' && { facts: { evidence } } }))
    expect(read(workshopFile('test-room', before)).entries).toEqual(before)
  })

  it('may have lost its last line break', () => {
    expect(read(workshopFile('one', entries).trimEnd()).entries).toEqual(entries)
  })

  // Ids that no page could send stand in these logs.
  const asSent = (_: string, value: unknown) => typeof value === 'string' && /^(?:judge|text)-/.test(value) ? value.replaceAll(/[^\w-]/g, '_') : value
  it.each(Array.from({ length: RULES }, (_, index) => index + 1))('[F4] takes a log that was written under the rules %s', (rules) => {
    const golden = readFileSync(join(paths.root, 'tests', 'core', 'golden', `rules-${rules}.json`), 'utf8')
    const { entries } = JSON.parse(golden, asSent) as { entries: Entry[] }
    expect(read(workshopFile(fold(entries).id, entries)).entries).toEqual(entries)
  })
})

describe('a damaged file is refused', () => {
  it('wherever a byte is another one, with its line if it can be known', () => {
    const whole = Buffer.from(workshopFile('one', [startOf('one'), ...slides(1)]))
    for (let place = 0; place < whole.length; place++) {
      const bytes = Buffer.from(whole)
      bytes[place]! ^= 1
      expect(() => readWorkshopFile(bytes), `byte ${place}`).toThrow(FileFault)
    }
  })

  it('wherever it is cut off', () => {
    const whole = Buffer.from(workshopFile('one', [startOf('one'), ...slides(1)]))
    for (let length = 0; length < whole.length - 1; length++)
      expect(() => readWorkshopFile(whole.subarray(0, length)), `${length} bytes`).toThrow(FileFault)
  })

  it.each<[what: string, text: string, message: string]>([
    ['no bytes', '', 'it is empty'],
    ['another file', '{"name":"a package"}\n', 'line 1: it is not the first line of a workshop\'s file'],
    ['no JSON at all', 'Minutes of the retrospective\n', 'line 1, character 1: it is not JSON (Unexpected token \'M\''],
    ['a newer format', withLine(1, line => line.replace('"version":1', '"version":2,"more":true')), 'line 1: it was written by a newer version of this tool (format 2, this one knows 1). Update'],
    ['newer rules', withLine(1, line => line.replace(`"rules":${RULES}`, `"rules":${RULES + 1}`)), `line 1: it was written by a newer version of this tool (rules ${RULES + 1}, this one knows ${RULES}). Update`],
    ['a header without a field', withLine(1, line => line.replace(',"entries":6', '')), 'line 1: entries: Invalid input'],
    ['broken JSON', withLine(4, line => line.replace('"at":1002', '"at":x')), 'line 4, character 7: it is not JSON (Unexpected token \'x\''],
    ['half a line', withLine(4, line => line.slice(0, 20)), 'line 4, character 21: it is not JSON (Unterminated string)'],
    ['a field of the wrong type', withLine(3, line => line.replace('"at":1001', '"at":"then"')), 'line 3: at: Invalid input: expected number, received string'],
    ['a position that is not whole', withLine(3, line => line.replace('"no":1', '"no":1.5')), 'line 3: command.no: Invalid input: expected int, received number'],
    ['an unknown field', withLine(3, line => line.replace('"clicks"', '"clocks"')), 'line 3: command.clicks: Invalid input'],
    ['an unknown command', withLine(3, line => line.replace('slide:show', 'slide:hide')), 'line 3: command.type: Invalid option'],
    ['a command that no log has', withLine(3, () => '{"at":1,"by":"a:1","command":{"type":"seat:claim","id":"command-1","code":"bcdfghjk"}}'), 'line 3: command.type: Invalid option'],
    ['a later first entry', withLine(2, () => JSON.stringify(slides(1)[0])), 'line 2: it cannot follow the entries before it (The log begins with slide:show'],
    ['a second first entry', withLine(3, () => JSON.stringify(startOf('one'))), 'line 3: it cannot follow the entries before it (workshop:start stands in the middle of the log.)'],
    ['a vote on a poll that is not there', withLine(3, () => '{"at":1,"by":"a:1","rules":5,"command":{"type":"ballot:cast","id":"command-1","poll":"gone","round":"gone#1","answer":{"kind":"choice","options":["a"]}}}'), 'line 3: it cannot follow the entries before it ('],
    ['a missing entry', fileOf(workshopFile('one', entries).split('\n').filter((_, index) => index !== 4).slice(0, -2)), 'line 1: it should have 6 entries and has 5'],
    ['the entries of another workshop', withLine(1, line => line.replace('"one"', '"two"')), 'line 1: it names the workshop two, but the entries are those of one'],
    ['no checksum', `${workshopFile('one', entries).split('\n').slice(0, -2).join('\n')}\n`, 'it is cut off after line 7: the last line, with the checksum, is missing'],
    ['changed words', workshopFile('one', entries).replace('Title of one', 'Title of two'), 'line 8: the lines before it were changed since they were written: their checksum is another one'],
    ['line breaks of Windows', workshopFile('one', entries).replaceAll('\n', '\r\n'), 'line 8: the lines before it were changed since they were written'],
  ])('with the line and what is wrong: %s', (_, text, message) => {
    expect(() => read(text)).toThrow(FileFault)
    expect(() => read(text)).toThrow(message)
  })

  it('with the line that is no text', () => {
    const bytes = Buffer.from(workshopFile('one', entries))
    bytes[bytes.indexOf('Title')] = 0xFF
    expect(() => readWorkshopFile(bytes)).toThrow('line 2: it is not UTF-8 text')
  })
})

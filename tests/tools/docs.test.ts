import type { CommandType } from '../../core/commands/commands.ts'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commands, isLogged } from '../../core/commands/commands.ts'
import { decide } from '../../core/fold.ts'
import { downMessages } from '../../core/protocol/down.ts'
import { refusals } from '../../core/protocol/refusal.ts'
import { FACILITATOR } from '../../core/workshop.ts'
import { paths } from '../../server/paths.ts'
import { generatedFiles } from '../../tools/docs.ts'
import { compactJson, typeOf } from '../../tools/notation.ts'
import { downExamples, senderOf, upExamples } from '../../tools/protocol-examples.ts'
import { mutants } from '../support/instruments/mutants.ts'
import { asks, writes } from '../support/polls/answers.ts'
import { play } from '../support/polls/play.ts'
import { board, text } from '../support/polls/polls.ts'

const files = generatedFiles()

it.each(Object.keys(files))('%s is up to date; if not: npm run docs', (path) => {
  expect(readFileSync(join(paths.root, path), 'utf8')).toBe(files[path])
})

describe('a document', () => {
  const texts = ['.', 'docs', 'core'].flatMap(folder => readdirSync(join(paths.root, folder)).filter(name => name.endsWith('.md')).map(name => join(folder, name)))

  it.each(texts)('%s links to files that are there', (path) => {
    const links = [...readFileSync(join(paths.root, path), 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link]) => link!)
    expect(links.filter(link => !existsSync(join(paths.root, path, '..', link)))).toEqual([])
  })

  const written = [...texts, join('tools', 'protocol-template.md')].filter(path => path !== join('docs', 'protocol.md'))
  it.each(written)('%s has no line of more than 120 characters', (path) => {
    expect(readFileSync(join(paths.root, path), 'utf8').split('\n').filter(line => line.length > 120)).toEqual([])
  })

  it('names each mutant next to the instrument that catches it', () => {
    const tables = ['docs/reliability.md', 'docs/performance.md'].map(path => readFileSync(join(paths.root, path), 'utf8')).join('\n')
    const named = new Set([...tables.matchAll(/`([\w-]+)`/g)].map(([, name]) => name))
    expect(Object.keys(mutants).filter(name => !named.has(name))).toEqual([])
  })
})

describe('docs/protocol.md', () => {
  it('fills every placeholder of its template', () => {
    expect(files['docs/protocol.md']).not.toMatch(/\{\{|undefined|unknown\n/)
  })

  it('has a section for every message and a line for every code', () => {
    for (const name of [...Object.keys(commands), ...Object.keys(downMessages)])
      expect(files['docs/protocol.md']).toContain(`\n### \`${name}\`\n`)
    for (const code of Object.keys(refusals))
      expect(files['docs/protocol.md']).toContain(`\n| \`${code}\` | `)
  })

  it('gives examples that fit their schemas', () => {
    for (const [name, example] of Object.entries(upExamples))
      expect(commands[name as CommandType].payload.parse(example)).toEqual(example)
    for (const [name, example] of Object.entries(downExamples()))
      downMessages[name as keyof typeof downMessages].payload.parse(example)
  })

  it('shows a client whose ballot fits the schema', () => {
    const [, sent] = /emitWithAck\('command', (\{.*?\n\})\)/s.exec(files['docs/protocol.md']!)!
    expect(commands['ballot:cast'].payload.parse(JSON.parse(sent!))).toEqual(upExamples['ballot:cast'])
  })

  it('gives commands that a room accepts, one after another', () => {
    const { 'workshop:start': start, ...others } = upExamples
    const room = play({ ...start, polls: [...start.polls, { ...board, id: 'closing/board' }, { ...text, id: 'closing/wall' }] })
    const { 'post:judge': question, 'post:group': wallText } = upExamples
    room.press('poll:open', question.poll)
    room.vote('a:somebody', question.poll, asks([{ id: question.post, text: 'Why?' }]))
    room.press('poll:open', wallText.poll)
    room.vote('a:somebody', wallText.poll, writes({ id: wallText.post, text: 'Why?' }))
    for (const command of Object.values(others).filter(({ type }) => !type.startsWith('seat'))) {
      const by = senderOf(command.type)
      if (command.type === 'action:offer')
        room.submit(FACILITATOR, { type: 'slide:show', id: 'c-the-plan', no: 73, clicks: 0, poll: null, plan: true })
      expect([command.type, isLogged(command) ? room.submit(by, command) : decide(room.workshop, by, command) ?? { ok: true }]).toEqual([command.type, { ok: true }])
    }
  })

  it('gives seats that a room accepts, one after another, in place of the code', () => {
    const room = play(upExamples['workshop:start'])
    for (const type of ['seats:issue', 'seat:take', 'seat:release'] as const)
      expect([type, room.submit(senderOf(type), upExamples[type])]).toEqual([type, { ok: true }])
    expect(upExamples['seat:claim'].id).toBe(upExamples['seat:take'].id)
  })
})

describe('the notation', () => {
  it.each([
    [{ type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'null' }] } }, '(string | null)[]'],
    [{ type: 'object', additionalProperties: { type: 'integer' } }, 'Record<string, number>'],
    [{ enum: ['a', 1] }, '\'a\' | 1'],
    [{ $ref: '#/$defs/Poll' }, 'Poll'],
    [{ type: 'object', properties: { a: { type: 'integer', minimum: 1, maximum: 3, description: 'One.' }, b: { type: 'string' } }, required: ['a'] }, '{\n  /** One. Whole, 1 to 3. */\n  a: number\n  b?: string\n}'],
  ] as const)('writes %j as a type', (schema, text) => {
    expect(typeOf(structuredClone(schema) as Parameters<typeof typeOf>[0])).toBe(text)
  })

  it('keeps JSON on one line where it fits', () => {
    expect(compactJson({ a: [1, 2], b: 'x' })).toBe('{ "a": [ 1, 2 ], "b": "x" }')
    expect(compactJson({ a: [1, 2], b: 'x' }, '', 16)).toBe('{\n  "a": [ 1, 2 ],\n  "b": "x"\n}')
    expect(JSON.parse(compactJson(downExamples().welcome))).toEqual(downExamples().welcome)
  })
})

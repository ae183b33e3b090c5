import type { Case, Stage } from './case.ts'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { paths } from '../../../server/paths.ts'

/** A copy of this deck with one thing wrong in it. */
function brokenDeck(stage: Stage, file: string, edit: (text: string) => string): string {
  const root = stage.folder()
  for (const name of ['slides.md', 'content', 'theme'])
    cpSync(join(paths.root, name), join(root, name), { recursive: true })
  const path = join(root, file)
  const text = readFileSync(path, 'utf8')
  const edited = edit(text)
  if (edited === text)
    throw new Error(`Nothing was broken in ${file}.`)
  writeFileSync(path, edited)
  return join(root, 'slides.md')
}

const broken: [what: string, file: string, edit: (text: string) => string, message: RegExp][] = [
  ['broken YAML in workshop.yaml', 'content/workshop.yaml', text => text.replace('disciplines:\n', 'disciplines: [\n'), /content\/workshop\.yaml:\d+(?::\d+)? .+/],
  ['unknown key in workshop.yaml', 'content/workshop.yaml', text => `${text}\ncoffee: strong\n`, /content\/workshop\.yaml:\d+ {2}coffee: there is no such field; check/],
  ['bad discipline file', 'content/disciplines/cicd.yaml', text => text.replace(/^objective:.*$/m, 'objective: [1'), /content\/disciplines\/cicd\.yaml:\d+(?::\d+)? .+/],
  ['discipline without its practices', 'content/disciplines/sre.yaml', text => text.replace(/^practices:/m, 'practises:'), /content\/disciplines\/sre\.yaml:\d+ {2}practises: there is no such field; check/],
  ['workshop.yaml that is no text', 'content/workshop.yaml', () => '\0\x01\x02', /content\/workshop\.yaml.+/],
  ['emptied workshop.yaml', 'content/workshop.yaml', () => '', /content\/workshop\.yaml.+/],
  ['slide poll of an unknown kind', 'slides.md', text => `${text}\n---\npoll: { kind: lottery }\n---\n\n## Who wins?\n\n- You\n- I\n`, /slides\.md:\d+ .*kind.* should be one of: choice/],
  ['slide poll without options', 'slides.md', text => `${text}\n---\npoll: { kind: choice }\n---\n\n## Which day?\n`, /slides\.md:\d+ .+/],
]

export const content: Case[] = broken.map(([what, file, edit, message]) => ({
  name: what,
  isLong: true,
  run: async stage => [await stage.refusal(what, new RegExp(`✖ The content has .*:\\n(?:.*\\n)*?.*${message.source}`), { data: stage.folder(), args: [brokenDeck(stage, file, edit)] })],
}))

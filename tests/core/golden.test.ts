import type { Entry } from '../../core/entry.ts'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { RULES } from '../../core/rules.ts'
import { foldedFrom } from './golden/folded.ts'

const folder = join(import.meta.dirname, 'golden')
const names = readdirSync(folder).filter(name => name.endsWith('.json'))

describe('[F3] a log from earlier rules', () => {
  it('exists for every version', () => {
    expect(names).toEqual(Array.from({ length: RULES }, (_, index) => `rules-${index + 1}.json`))
  })

  it.each(names)('folds to the same state as it did then: %s', (name) => {
    const { entries, folded } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { entries: Entry[], folded: unknown }
    expect(JSON.parse(JSON.stringify(foldedFrom(entries)))).toEqual(folded)
  })
})

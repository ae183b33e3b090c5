import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { paths } from '../../../server/paths.ts'
import { mutants } from './mutants.ts'

it.each(Object.entries(mutants))('the mutant %s can be built', (_, { file, from }) => {
  expect(readFileSync(join(paths.root, file), 'utf8').split(from)).toHaveLength(2)
})

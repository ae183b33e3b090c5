import type { Slides } from '../../authoring/deck/slides.ts'
import type { Problem } from '../../authoring/problem.ts'
import type { Deck } from '../paths.ts'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { parseAspectRatio } from '@slidev/parser/utils'
import { placeOfText } from '../../authoring/deck/slides.ts'
import { ContentError } from '../../authoring/problem.ts'
import { slashed } from '../../authoring/slashed.ts'
import { foldersUp } from '../paths.ts'

/** As Slidev tells paths from names of packages. */
function isPath(name: string): boolean {
  return /^[./]|^@\//.test(name) || isAbsolute(name) || (name.includes('/') && !name.startsWith('@'))
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

/** The package.json that is nearest above a deck. */
function packageFile({ root }: Deck): string | undefined {
  return foldersUp(root).map(folder => join(folder, 'package.json')).find(existsSync)
}

/** The addons that the deck's package.json names. */
export function addonsOfPackage(deck: Deck): unknown {
  const file = packageFile(deck)
  return file === undefined ? undefined : (JSON.parse(readFileSync(file, 'utf8')) as { slidev?: { addons?: unknown } } | null)?.slidev?.addons
}

/** What Slidev stumbles over before it reads a slide: a package.json or settings that it cannot read, folders that are not there. */
export function partProblems(deck: Deck, { headmatter, own: [first] }: Slides): Problem[] {
  const { theme, addons, aspectRatio } = headmatter
  const problem = (field: string, message: string): Problem => ({ ...first ? placeOfText(deck.root, first, `${field}:`) : { file: deck.entry }, field, message })
  const paths = (names: unknown) => [names].flat().filter((name): name is string => typeof name === 'string' && isPath(name))
  return [
    ...packageProblem(deck),
    ...paths(theme).flatMap((name) => {
      const folder = name.startsWith('@/') ? join(deck.root, name.slice(2)) : resolve(deck.root, name)
      return isFolder(folder) ? [] : [problem('theme', `there is no folder ${slashed(folder)}; correct the path`)]
    }),
    ...paths(addons).flatMap(name => addonFault(deck, name) ?? []).map(message => problem('addons', message)),
    ...isAspectRatio(aspectRatio) ? [] : [problem('aspectRatio', 'is no ratio; write one such as 16/9')],
  ]
}

/** Whether an error is one of these problems, or that of a part that is missing: Slidev would end at once. */
export function isPartFault(error: unknown): boolean {
  return error instanceof ContentError && error.problems.some(({ file, field }) => ['theme', 'addons', 'aspectRatio'].includes(field ?? '') || file.endsWith('package.json'))
}

function packageProblem(deck: Deck): Problem[] {
  try {
    addonsOfPackage(deck)
    return []
  }
  catch (error) {
    return [{ file: slashed(packageFile(deck)!), message: `is no JSON: ${(error as Error).message}` }]
  }
}

/** Slidev looks for an addon's folder from the one above the deck's. */
function addonFault({ root }: Deck, name: string): string | undefined {
  const from = (folder: string) => resolve(folder, name)
  const folder = name.startsWith('@/') ? join(root, name.slice(2)) : from(dirname(root))
  if (existsSync(join(folder, 'package.json')))
    return undefined
  const meant = [from(root), from(dirname(dirname(root)))].find(path => existsSync(join(path, 'package.json')))
  return `there is no addon with a package.json in ${slashed(folder)}; ${meant ? `Slidev looks from the folder above the deck's, so write ${slashed(meant)}` : 'correct the path'}`
}

function isAspectRatio(ratio: unknown): boolean {
  try {
    return ratio === undefined || ratio === null || parseAspectRatio(ratio as string) > 0
  }
  catch {
    return false
  }
}

/**
 * What Slidev did not find among the packages.
 * @param output what it said
 */
export function missingPart(deck: Deck, { headmatter, own: [first] }: Slides, output: string): Problem | undefined {
  const [, kind, name] = /The (theme|addon) "([^"]+)" was not found/.exec(output) ?? []
  if (!kind || !name || !first)
    return undefined
  const field = kind === 'theme' ? 'theme' : 'addons'
  const typed = [headmatter[field]].flat().find(typed => typeof typed === 'string' && name.endsWith(typed)) as string | undefined
  const install = typed?.startsWith(`slidev-${kind}-`) ? typed : name
  return { ...placeOfText(deck.root, first, `${field}:`), field, message: `the ${kind} "${typed ?? name}" is not installed; run npm install ${install} in the deck's folder, or correct the name` }
}

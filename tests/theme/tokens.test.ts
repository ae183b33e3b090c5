import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadContent } from '../../authoring/load.ts'
import { paths } from '../../server/paths.ts'

type Tokens = Record<string, string>

const css = readFileSync(join(paths.root, 'styles', 'tokens.css'), 'utf8')
const light = tokensIn(/^:root \{(.*?)\n\}/ms)
const dark = { ...light, ...tokensIn(/^:root\.dark \{(.*?)\n\}/ms) }
const disciplines = (await loadContent(paths.root)).disciplines.map(({ id }) => id)

function tokensIn(block: RegExp): Tokens {
  return Object.fromEntries([...block.exec(css)![1]!.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name, value]) => [name, value!]))
}

/** WCAG 2.2, "relative luminance". */
function luminance(tokens: Tokens, name: string): number {
  const value = tokens[name]!
  const inner = /^var\(--(.+)\)$/.exec(value)?.[1]
  if (inner)
    return luminance(tokens, inner)
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(value.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

function contrast(tokens: Tokens, one: string, other: string): number {
  const [low, high] = [luminance(tokens, one), luminance(tokens, other)].sort((a, b) => a - b)
  return (high! + 0.05) / (low! + 0.05)
}

describe.each([['light', light], ['dark', dark]])('the %s theme', (_, tokens) => {
  it.each(['ink', 'muted', ...disciplines.map(id => `accent-${id}`)])('%s can be read on paper and on tint', (name) => {
    expect(contrast(tokens, name, 'paper')).toBeGreaterThanOrEqual(4.5)
    expect(contrast(tokens, name, 'tint')).toBeGreaterThanOrEqual(4.5)
  })

  it('draws lines that can be seen', () => {
    expect(contrast(tokens, 'line', 'paper')).toBeGreaterThanOrEqual(3)
  })

  it.each(disciplines)('text on the flare of %s can be read, and its bars stand out by their outline', (id) => {
    expect(contrast(tokens, 'on-flare', `flare-${id}`)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(tokens, 'ink', 'tint')).toBeGreaterThanOrEqual(3)
  })
})

it('gives each discipline colours of its own', () => {
  for (const part of ['flare', 'accent'])
    expect(new Set(disciplines.map(id => light[`${part}-${id}`])).size).toBe(disciplines.length)
})

it('is as dark by the system\'s setting as by the class', () => {
  expect(tokensIn(/:root:not\(\.light, \.dark\) \{(.*?)\n {2}\}/s)).toEqual(tokensIn(/^:root\.dark \{(.*?)\n\}/ms))
})

import type { Chance } from './chance.ts'

/** Numbers as no value of JavaScript is written. */
const raw = (JSON as unknown as { rawJSON: (text: string) => object }).rawJSON

/** Names that every object has from its prototype, and what else is easily mistaken for one's own. */
export const PROTOTYPE_NAMES = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', 'prototype', '__defineGetter__', 'toJSON', 'then', 'length'] as const

export const ODD_TEXTS: readonly string[] = [
  ...PROTOTYPE_NAMES,
  '',
  ' ',
  '\0',
  'NaN',
  'Infinity',
  '-1',
  '1e999',
  'null',
  'posts',
  'wanted',
  '../../etc/passwd',
  '\'; DROP TABLE entry; --',
  '<img src=x onerror=alert(1)>',
  '$' + '{process.exit(1)}',
  '\uD800',
  'a\uDFFFb',
  '\uFEFF\u200B\u200E',
  '\u202Egnal\u2066',
  `e${'\u0301'.repeat(40)}`,
  '👩‍👩‍👧‍👦',
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  'ﷺ'.repeat(20),
  'İ'.repeat(30),
  '\u2028\u2029',
  '\u001E',
  'ｆｕｌｌ',
  'x'.repeat(30),
  'x'.repeat(281),
  '😀'.repeat(140),
  'y'.repeat(1001),
]

/** A value that hardly any schema asks for. */
export function oddValue(chance: Chance): unknown {
  const deep = () => 1 + chance.below(chance.often(0.1) ? 3000 : 30)
  return chance.pick<() => unknown>([
    () => null,
    () => chance.often(0.5),
    () => chance.pick([0, -0, -1, 0.5, 1e21, 1e308, -1e308, 2 ** 31, 2 ** 53, Number.MIN_VALUE]),
    () => raw(chance.pick(['1e999', '-1e999', '-0', '9007199254740993', '1E400', '0.1e-999'])),
    () => chance.pick(ODD_TEXTS),
    () => chance.pick(ODD_TEXTS),
    () => chance.pick(PROTOTYPE_NAMES),
    () => [],
    () => ({}),
    () => [[], {}, null],
    () => withKey({}, chance.pick(PROTOTYPE_NAMES), { polluted: true }),
    () => ({ _placeholder: true, num: chance.pick([0, 1, -1, 1e9]) }),
    () => Array.from({ length: chance.below(300) }, (_, index) => index),
    () => Object.fromEntries(Array.from({ length: chance.below(150) }, (_, index) => [`option-${index}`, 1])),
    () => 'x'.repeat(chance.below(chance.often(0.2) ? 15_000 : 600)),
    () => nested(deep(), inner => [inner]),
    () => nested(deep(), a => ({ a })),
  ])()
}

function nested(depth: number, around: (inner: unknown) => unknown): unknown {
  let value: unknown = 1
  for (; depth > 0; depth--)
    value = around(value)
  return value
}

/** Sets a property of the object's own, even where it is called `__proto__`. */
export function withKey(object: object, key: string, value: unknown): object {
  return Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
}

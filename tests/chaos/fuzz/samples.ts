import type { Chance } from './chance.ts'
import { z } from 'zod'
import { ODD_TEXTS } from './odd.ts'

/** What fits a schema, made anew with every call. */
export type Sampler = (chance: Chance, words: Words) => unknown
/** Texts that mean something to the server, by the name of the property that they stand in. */
export type Words = Record<string, readonly string[]>

/** As much of JSON Schema as zod writes. */
interface Schema {
  $ref?: string
  $defs?: Record<string, Schema>
  const?: unknown
  enum?: readonly unknown[]
  anyOf?: readonly Schema[]
  oneOf?: readonly Schema[]
  type?: string
  properties?: Record<string, Schema>
  required?: readonly string[]
  propertyNames?: Schema
  additionalProperties?: Schema | false
  items?: Schema | false
  prefixItems?: readonly Schema[]
  minItems?: number
  maxItems?: number
  minLength?: number
  maxLength?: number
  pattern?: string
  minimum?: number
  maximum?: number
}

/**
 * Reads a message's schema, so that a new message or field is fuzzed without anybody thinking of it.
 * @throws Error where it holds what this does not know
 */
export function samplerOf(schema: z.ZodType): Sampler {
  const root = z.toJSONSchema(schema, { io: 'input' }) as Schema
  const known = new Map<string, Sampler>()

  /** @param name of the property that it stands in */
  function compile(schema: Schema, name: string): Sampler {
    if (schema.$ref !== undefined) {
      const id = schema.$ref.replace('#/$defs/', '')
      const key = `${id} ${name}`
      if (!known.has(key))
        known.set(key, compile(root.$defs![id]!, name))
      return known.get(key)!
    }
    if ('const' in schema)
      return () => schema.const
    const several = schema.enum?.map((value): Sampler => () => value) ?? (schema.anyOf ?? schema.oneOf)?.map(one => compile(one, name))
    if (several)
      return (chance, words) => chance.pick(several)(chance, words)
    switch (schema.type) {
      case 'null':
        return () => null
      case 'boolean':
        return chance => chance.often(0.5)
      case 'integer':
      case 'number':
        return numbers(schema)
      case 'string':
        return texts(schema, name)
      case 'array':
        return lists(schema, name)
      case 'object':
        return schema.properties ? objects(schema) : records(schema, name)
      default:
        throw new Error(`The fuzzer does not know this schema yet: ${JSON.stringify(schema)}`)
    }
  }

  function lists({ items, prefixItems, minItems = 0, maxItems = 5 }: Schema, name: string): Sampler {
    if (prefixItems) {
      const each = prefixItems.map(item => compile(item, name))
      return (chance, words) => each.map(item => item(chance, words))
    }
    const item = compile(items as Schema, name)
    return (chance, words) => Array.from({ length: minItems + chance.below(Math.min(maxItems, minItems + 3) - minItems + 1) }, () => item(chance, words))
  }

  function objects({ properties = {}, required = [] }: Schema): Sampler {
    const fields = Object.entries(properties).map(([name, schema]) => ({ name, always: required.includes(name), sample: compile(schema, name) }))
    return (chance, words) => Object.fromEntries(fields.filter(({ always }) => always || chance.often(0.5)).map(({ name, sample }) => [name, sample(chance, words)]))
  }

  function records({ propertyNames, additionalProperties }: Schema, name: string): Sampler {
    const key = compile(propertyNames!, name) as (chance: Chance, words: Words) => string
    const value = compile(additionalProperties as Schema, name)
    return (chance, words) => Object.fromEntries(Array.from({ length: chance.below(4) }, () => [key(chance, words), value(chance, words)]))
  }

  return compile(root, '')
}

function numbers({ minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: Schema): Sampler {
  return chance => chance.often(0.2) ? chance.pick([minimum, maximum]) : minimum + chance.below(Math.min(maximum - minimum, 5) + 1)
}

const SEAT = 16
/** A text of each form, as long as wished where the form doesn't say, from letters at random: most forms are letters alone. */
const FORMS: ((token: (length: number) => string, length: number) => string)[] = [
  (token, length) => token(length),
  token => `s:${token(SEAT)}`,
  token => `2026-0${1 + token(1).charCodeAt(0) % 9}-17`,
]

function texts({ minLength = 0, maxLength = Infinity, pattern }: Schema, name: string): Sampler {
  const form = pattern === undefined ? null : new RegExp(pattern, 'u')
  const fits = (text: string) => text.length >= minLength && text.length <= maxLength && (form?.test(text) ?? true)
  const odd = ODD_TEXTS.filter(fits)
  const length = Math.max(minLength, Math.min(maxLength, 12))
  const make = FORMS.find(make => fits(make(length => 'a'.repeat(length), length)))
  if (make === undefined)
    throw new Error(`The fuzzer knows no text of the form ${pattern}.`)
  return (chance, words) => {
    const meant = words[name]?.filter(fits) ?? []
    if (meant.length > 0 && chance.often(0.85))
      return chance.pick(meant)
    return odd.length > 0 && chance.often(0.3) ? chance.pick(odd) : make(length => chance.token(length), length)
  }
}

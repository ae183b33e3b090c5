import type { z } from 'zod'

type Schema = z.core.JSONSchema.JSONSchema

/** Writes a JSON Schema as a TypeScript type: what JSON Schema says in ten lines, a reader of code takes in from one. */
export function typeOf(schema: Schema, indent = ''): string {
  if (schema.$ref)
    return schema.$ref.split('/').at(-1)!
  if (schema.const !== undefined)
    return literal(schema.const)
  if (schema.enum)
    return schema.enum.map(literal).join(' | ')
  const choices = schema.anyOf ?? schema.oneOf
  if (choices)
    return choices.map(choice => typeOf(choice as Schema, indent)).join(' | ')
  if (Array.isArray(schema.type))
    return schema.type.join(' | ')
  switch (schema.type) {
    case 'array':
      return arrayOf(typeOf(schema.items as Schema, indent))
    case 'object':
      return objectOf(schema, indent)
    case 'integer':
      return 'number'
    default:
      return schema.type ?? 'unknown'
  }
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value)
}

function arrayOf(item: string): string {
  return item.includes(' | ') ? `(${item})[]` : `${item}[]`
}

function objectOf({ properties, required, additionalProperties }: Schema, indent: string): string {
  if (!properties)
    return `Record<string, ${typeOf(additionalProperties as Schema, indent)}>`
  const inner = `${indent}  `
  const lines = Object.entries(properties).flatMap(([name, property]) => {
    const field = property as Schema
    const words = [field.description, limitsOf(field)].filter(Boolean).join(' ')
    return [
      ...words ? [`${inner}/** ${words} */`] : [],
      `${inner}${name}${required?.includes(name) ? '' : '?'}: ${typeOf(field, inner)}`,
    ]
  })
  return ['{', ...lines, `${indent}}`].join('\n')
}

/** In words, what the type doesn't say. */
function limitsOf(schema: Schema): string {
  const { type, minLength, maxLength, pattern, minimum, minItems, maxItems } = schema
  const maximum = schema.maximum === Number.MAX_SAFE_INTEGER ? undefined : schema.maximum
  const limits = [
    type === 'integer' && 'Whole',
    span(minimum, maximum),
    span(minLength, maxLength, ' characters'),
    span(minItems, maxItems, ' entries'),
    pattern && `as \`${pattern.replaceAll('\\/', '/')}\``,
  ].filter(Boolean).join(', ')
  return limits && `${limits[0]!.toUpperCase()}${limits.slice(1)}.`
}

function span(min: number | undefined, max: number | undefined, what = ''): string | undefined {
  if (min === undefined)
    return max === undefined ? undefined : `up to ${max}${what}`
  return max === undefined ? `at least ${min}${what}` : `${min} to ${max}${what}`
}

/** JSON with short values on one line. */
export function compactJson(value: unknown, indent = '', room = 120): string {
  const line = JSON.stringify(value, null, 1).replaceAll(/\n */g, ' ')
  if (typeof value !== 'object' || value === null || line.length + indent.length <= room)
    return line
  const inner = `${indent}  `
  const lines = Array.isArray(value)
    ? value.map(item => inner + compactJson(item, inner, room))
    : Object.entries(value).filter(([, item]) => item !== undefined).map(([key, item]) => `${inner}${JSON.stringify(key)}: ${compactJson(item, inner, room)}`)
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`
}

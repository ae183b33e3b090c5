import type { z } from 'zod'
import type { Problem } from '../problem.ts'
import { LineCounter, parseDocument } from 'yaml'
import { lineOf, problemsOf } from '../problem.ts'
import { faultsOf } from './fault.ts'
import { firstFault } from './first-fault.ts'

/** A file that fits its schema. */
export interface Source<Value> {
  file: string
  value: Value
  /** As it was written, without defaults. */
  raw: unknown
  /** The line of a field, from 1. */
  line: (...path: (string | number)[]) => number
}

export type Parsed<Value> = { source: Source<Value> } | { problems: Problem[] }

/** Reads YAML text by a schema. Never throws: what is wrong comes back with file, line and field. */
export function parseYaml<Schema extends z.ZodType>(schema: Schema, text: string, file: string): Parsed<z.output<Schema>> {
  const lines = new LineCounter()
  const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const fault = firstFault(text, faultsOf(text, doc), file)
  if (fault)
    return { problems: [fault] }
  const raw: unknown = doc.toJS()
  const parsed = schema.safeParse(raw, { reportInput: true })
  return parsed.success
    ? { source: { file, value: parsed.data, raw, line: (...path) => lineOf(path, doc, lines) } }
    : { problems: problemsOf(parsed.error, file, path => lineOf(path, doc, lines)) }
}

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { paths } from '../server/paths.ts'
import { resultsSchema } from '../server/report/results.schema.ts'
import { contentSchemas } from './content-schemas.ts'
import { protocolDoc, protocolSchema } from './protocol-doc.ts'

const { root } = paths

/** All files that are generated from the schemas: text by path. */
export function generatedFiles(): Record<string, string> {
  const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`
  return {
    'docs/protocol.md': protocolDoc(readFileSync(join(root, 'tools', 'protocol-template.md'), 'utf8')),
    'docs/protocol.schema.json': json(protocolSchema()),
    'docs/results.schema.json': json(resultsSchema()),
    ...Object.fromEntries(Object.entries(contentSchemas()).map(([path, schema]) => [path, json(schema)])),
  }
}

if (import.meta.main) {
  for (const [path, text] of Object.entries(generatedFiles())) {
    writeFileSync(join(root, path), text)
    console.log(path)
  }
}

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { paths } from '../server/paths.ts'
import { reportFiles } from '../server/report/files.ts'
import { resultsSchema } from '../server/report/results/results.schema.ts'
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
    'README.md': withReportTable(readFileSync(join(root, 'README.md'), 'utf8')),
    ...Object.fromEntries(Object.entries(contentSchemas()).map(([path, schema]) => [path, json(schema)])),
  }
}

/** The table of the report's files, between its two comments. */
function withReportTable(readme: string): string {
  const rows = reportFiles.map(({ path, about }) => `| \`${path}\` | ${about} |\n`).join('')
  return readme.replace(/(<!-- report -->\n).*(?=<!-- \/report -->)/s, (_, start) => `${start}| | |\n|---|---|\n${rows}`)
}

if (import.meta.main) {
  for (const [path, text] of Object.entries(generatedFiles())) {
    writeFileSync(join(root, path), text)
    console.log(path)
  }
}

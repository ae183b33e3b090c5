import { z } from 'zod'
import { discipline, workshopFile } from '../authoring/schema.ts'

/** JSON Schemas of the content's files, by path: an editor completes and checks with them while an author types. */
export function contentSchemas(): Record<string, object> {
  return {
    'content/workshop.schema.json': schemaOf(workshopFile, 'A workshop'),
    'content/discipline.schema.json': schemaOf(discipline, 'A discipline of the workshop'),
  }
}

function schemaOf(schema: z.ZodType, title: string): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-07' })
  return { $schema, title, ...rest }
}

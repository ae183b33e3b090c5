import type { RefusalCode } from '../core/protocol/refusal.ts'
import { z } from 'zod'
import { commands } from '../core/commands/commands.ts'
import { downMessages } from '../core/protocol/down.ts'
import { refusals, reply } from '../core/protocol/refusal.ts'
import { PROTOCOL_VERSION } from '../core/protocol/version.ts'
import { compactJson, typeOf } from './notation.ts'
import { downExamples, upExamples } from './protocol-examples.ts'

type Schema = z.core.JSONSchema.JSONSchema

/** Codes that any command may be answered with. */
const COMMON: RefusalCode[] = ['malformed', 'unknown_message', 'not_allowed', 'rate_limited', 'storage_failed', 'internal']

const SENDERS = {
  attendee: 'An attendee.',
  facilitator: 'The facilitator: a `facilitator`, or a `screen` with the facilitator\'s cookie.',
  server: 'The server itself. No page may send it; it is listed because the log holds it.',
}

/**
 * `docs/protocol.md`, from the schemas.
 * @param template the text around what the schemas say, with `{{places}}` for it
 */
export function protocolDoc(template: string): string {
  const parts: Record<string, string> = {
    version: String(PROTOCOL_VERSION),
    cast: compactJson(upExamples['ballot:cast']),
    reply: typeOf(z.toJSONSchema(reply)),
    common: COMMON.map(code => `\`${code}\``).join(', '),
    codes: table(['code', 'why'], Object.entries(refusals).map(([code, why]) => [`\`${code}\``, why])),
    commands: Object.values(commands).map(commandSection).join('\n\n'),
    messages: Object.keys(downMessages).map(name => messageSection(name as keyof typeof downMessages)).join('\n\n'),
    shapes: Object.entries(sharedShapes()).map(shapeSection).join('\n\n'),
  }
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => parts[name]!)
}

/** `docs/protocol.schema.json`: every message as JSON Schema, by name. */
export function protocolSchema(): object {
  const payloads = (messages: Record<string, { payload: z.ZodType }>) => Object.fromEntries(Object.entries(messages).map(([name, { payload }]) => [name, bare(payload)]))
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Protocol',
    version: PROTOCOL_VERSION,
    commands: payloads(commands),
    messages: payloads(downMessages),
    reply: bare(reply),
    $defs: sharedShapes(),
  }
}

/** Without what is at the top of the whole file. */
function bare(schema: z.ZodType): Schema {
  const { $schema: _, $defs: __, ...rest } = z.toJSONSchema(schema)
  return rest
}

function sharedShapes(): Record<string, Schema> {
  const payloads = [...Object.values(commands), ...Object.values(downMessages)].map(({ payload }) => payload)
  return Object.assign({}, ...payloads.map(payload => z.toJSONSchema(payload).$defs))
}

function commandSection({ type, from, about, refusals, payload }: (typeof commands)[keyof typeof commands]): string {
  return [
    `### \`${type}\``,
    about,
    `- **Sender:** ${SENDERS[from]}${from === 'server' ? '' : `\n- **Answers:** ok, ${refusals.map(code => `\`${code}\`, `).join('')}or a code for any command`}`,
    fence('ts', typeOf(z.toJSONSchema(payload))),
    fence('json', compactJson(upExamples[type])),
  ].join('\n\n')
}

function messageSection(name: keyof typeof downMessages): string {
  const { about, to, payload } = downMessages[name]
  return [
    `### \`${name}\``,
    about,
    `- **Receivers:** ${to.map(role => `\`${role}\``).join(', ')}`,
    fence('ts', typeOf(z.toJSONSchema(payload))),
    fence('json', compactJson(downExamples()[name])),
  ].join('\n\n')
}

function shapeSection([name, schema]: [string, Schema]): string {
  return [`### ${name}`, ...schema.description ? [schema.description] : [], fence('ts', `type ${name} = ${typeOf(schema)}`)].join('\n\n')
}

function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``
}

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')
}

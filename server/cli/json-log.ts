import process from 'node:process'
import { format, stripVTControlCharacters } from 'node:util'

export type Level = 'info' | 'warn' | 'error'

/** Writes one line. */
export type Tell = (level: Level, message: string, fields?: Readonly<Record<string, unknown>>) => void

export interface JsonLogOptions {
  /** Texts that are in no line: the keys of this server. */
  secrets?: readonly (string | undefined)[]
  write?: (line: string) => void
  now?: () => Date
}

/** What begins a line of a terminal, and says how bad it is. */
const MARKS: readonly [mark: string, level: Level][] = [['✖', 'error'], ['!', 'warn']]
/** Whoever opens one of these facilitates, or comes past the guessing of codes. Logs are kept, copied and read by many. */
const LINKS = /(\/sign-in\/|[?&]k=)[\w.~-]+/g

/**
 * Makes everything that is printed from now on one object of JSON in each line: whatever prints it, and whether or not it knows of it.
 * A log library would do less: most lines come from places that print for people.
 * @returns writes lines with fields of their own
 */
export function logAsJson({ secrets = [], write = line => void process.stdout.write(`${line}\n`), now = () => new Date() }: JsonLogOptions = {}): Tell {
  const hidden = secrets.filter((secret): secret is string => Boolean(secret))
  const clean = (text: string) => hidden.reduce((rest, secret) => rest.replaceAll(secret, '…'), text).replace(LINKS, '$1…')
  const cleanAll = (_: string, value: unknown) => typeof value === 'string' ? clean(value) : value

  const tell: Tell = (level, message, fields = {}) => write(JSON.stringify({ time: now().toISOString(), level, message, ...fields }, cleanAll))

  const print = (level: Level) => (...what: unknown[]) => {
    const error = what.find(each => each instanceof Error)
    if (error)
      return tell(level, what.length === 1 ? error.message : format(...what.map(each => each === error ? error.message : each)), { stack: error.stack, ...causeOf(error) })
    const text = stripVTControlCharacters(format(...what)).trim()
    if (text === '')
      return
    const [mark, marked] = MARKS.find(([each]) => text.startsWith(each)) ?? ['', level]
    tell(marked, text.slice(mark.length).trim())
  }
  Object.assign(console, { log: print('info'), info: print('info'), debug: print('info'), warn: print('warn'), error: print('error') })
  // Node writes its own past the console.
  process.removeAllListeners('warning')
  process.on('warning', print('warn'))
  return tell
}

function causeOf({ cause }: Error): { cause?: string } {
  return cause === undefined ? {} : { cause: cause instanceof Error ? cause.stack! : String(cause) }
}

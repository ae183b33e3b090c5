import type { Site } from '../places/site.ts'
import { escape } from '../escape.ts'
import { plainPage } from './plain-page.ts'

/**
 * Asks for the code of a workshop.
 * @param wrong a code that no workshop has
 */
export function codePage({ path }: Pick<Site, 'path'>, wrong = ''): string {
  return plainPage('Which workshop?', `
${wrong ? `<p role="alert">No workshop has the code <b>${escape(wrong)}</b> now. Look at the screen again; or the workshop is over.</p>` : '<p>The code is on the screen in the room.</p>'}
<form action="${path}/">
  <label for="code">Code</label>
  <input id="code" name="code" required maxlength="20" autocapitalize="none" autocomplete="off" autocorrect="off" spellcheck="false" enterkeyhint="go" autofocus>
  <button>Join</button>
</form>
<style>
  form { display: grid; gap: 0.5rem }
  input { width: 100%; box-sizing: border-box; padding: 0.25em 0.5em; border: 3px solid currentColor; border-radius: 0; background: none; color: inherit; font: 700 3rem/1.2 ui-monospace, 'SF Mono', Menlo, Consolas, monospace; letter-spacing: 0.1em; text-transform: lowercase }
  button { min-height: 3.5rem; border: 0; background: #ff5c35; color: #000; font: 700 1.5rem/1 inherit }
</style>`)
}

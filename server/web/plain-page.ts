/**
 * A page with a single message, for visitors who can't be served.
 * @param title plain words
 * @param body trusted HTML: a paragraph's, or whole elements from a new line on
 * @param next an address to move on to at once
 */
export function plainPage(title: string, body: string, next?: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${next ? `<meta http-equiv="refresh" content="0;url=${next}">` : ''}
<title>${title}</title>
<link rel="icon" href="data:,">
<style>
  :root { color-scheme: light dark }
  body { font: 1.25rem/1.5 system-ui, sans-serif; max-width: 30rem; margin: 15vh auto; padding: 0 1.5rem }
  h1 { font-size: 2.5rem; line-height: 1.1; letter-spacing: -0.02em }
</style>
<h1>${title}</h1>
${body.startsWith('\n') ? body : `<p>${body}</p>`}
</html>
`
}

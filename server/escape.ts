const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' }

/** Escapes a text for HTML, between tags and in attributes. */
export function escape(text: string): string {
  return text.replace(/[&<>"']/g, character => entities[character]!)
}

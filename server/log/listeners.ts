/** Those who listen to things by name. */
export class Listeners<Listener> {
  readonly #all = new Map<string, Set<Listener>>()

  /** @returns takes it off */
  add(name: string, listener: Listener): () => void {
    const those = this.#all.get(name) ?? new Set()
    this.#all.set(name, those.add(listener))
    return () => this.remove(name, listener)
  }

  remove(name: string, listener: Listener): void {
    const those = this.#all.get(name)
    those?.delete(listener)
    if (those?.size === 0)
      this.#all.delete(name)
  }

  has(name: string, listener: Listener): boolean {
    return this.#all.get(name)?.has(listener) ?? false
  }

  /** Those of a name, as they are now: whoever is called may add or take off others. */
  of(name: string): Listener[] {
    return [...this.#all.get(name) ?? []]
  }

  /** The names that somebody listens to. */
  get names(): string[] {
    return [...this.#all.keys()]
  }
}

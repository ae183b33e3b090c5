import { computed } from 'vue'
import { deck } from '../link/deck.ts'

/** Why nothing that needs the server can be done now; null while it talks to this page. */
export const noServer = computed(() => deck.status === 'up' ? null : 'There is no connection to the server now.')

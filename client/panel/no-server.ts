import { computed } from 'vue'
import { deck } from '../link/deck.ts'

/** Why commands can't be sent now; null while this page is connected. */
export const noServer = computed(() => deck.status === 'up' ? null : 'There is no connection to the server now.')

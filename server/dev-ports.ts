/** Where things listen during development, on this machine only. */
export const DEV = { server: 4321, slides: 3030, phone: 5173 }

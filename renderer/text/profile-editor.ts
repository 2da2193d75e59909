export const profileEditor = {}

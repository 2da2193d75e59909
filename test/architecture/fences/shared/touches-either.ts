export const title = document.title
export const where = process.cwd()
